select kind, name from core.vocabulary where tenant_id = $1
