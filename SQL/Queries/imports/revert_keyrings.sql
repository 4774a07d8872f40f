-- Whose facts a revert takes away.
select keyring_id from core.event where tenant_id = $1 and import_id = $2
union
select keyring_id from core.record where tenant_id = $1 and import_id = $2
union
select keyring_id from core.deal_row where tenant_id = $1 and import_id = $2
