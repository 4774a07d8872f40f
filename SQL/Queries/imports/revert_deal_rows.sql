delete from core.deal_row where tenant_id = $1 and import_id = $2 returning deal_id
