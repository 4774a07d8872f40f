delete from core.account_record where tenant_id = $1 and import_id = $2 returning account_id
