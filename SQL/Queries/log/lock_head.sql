-- The fold lock: whoever holds this row is the only one who adds to the tenant's log.
select next_arrival, next_keyring, next_lead, next_account, next_import, keyring_epoch, history_from, live_generation
from core.head
where tenant_id = $1
for update
