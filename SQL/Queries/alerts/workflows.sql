select name from core.workflow where tenant_id = $1 order by name
