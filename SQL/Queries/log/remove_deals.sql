delete from core.deal where tenant_id = $1 and deal_id = any ($2)
