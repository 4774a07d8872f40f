-- Whom these deals belong to now, before a new row moves them.
select keyring_id from core.deal where tenant_id = $1 and deal_id = any ($2)
