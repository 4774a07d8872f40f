delete from core.refresh where tenant_id = $1 and run = $2
