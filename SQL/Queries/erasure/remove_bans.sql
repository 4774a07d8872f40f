delete from core.ban where tenant_id = $1 and key = any ($2)
