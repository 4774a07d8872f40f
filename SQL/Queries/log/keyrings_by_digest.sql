select digest, keyring_id
from core.keyring
where tenant_id = $1 and digest = any ($2)
