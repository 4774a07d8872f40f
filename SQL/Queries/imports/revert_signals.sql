delete from core.signal where tenant_id = $1 and import_id = $2 returning account_id
