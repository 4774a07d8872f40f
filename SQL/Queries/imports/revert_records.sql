delete from core.record where tenant_id = $1 and import_id = $2
