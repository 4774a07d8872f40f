delete from core.event where tenant_id = $1 and import_id = $2
