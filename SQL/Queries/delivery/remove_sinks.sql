delete from core.sink where tenant_id = $1 and name = any ($2)
