delete from core.record where tenant_id = $1 and keyring_id = any ($2)
