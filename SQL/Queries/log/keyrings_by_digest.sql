select digest, keyring_id, first_at
from core.keyring
where tenant_id = $1 and digest = any ($2)
