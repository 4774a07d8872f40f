delete from core.workflow where tenant_id = $1 and name = $2
