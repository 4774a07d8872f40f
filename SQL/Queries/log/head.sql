select next_arrival, next_keyring, next_lead, next_account, next_import, keyring_epoch, history_from, live_generation
from core.head
where tenant_id = $1
