select k.digest, k.keyring_id, k.first_at
from unnest($2::uuid[]) as wanted (digest)
join core.keyring k on k.tenant_id = $1 and k.digest = wanted.digest
