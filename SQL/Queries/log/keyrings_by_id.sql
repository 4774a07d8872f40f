select k.keyring_id, k.digest, k.keys, k.explicit, k.lead_id, k.allotted_lead, k.first_at, k.first_arrival
from core.keyring k
where k.tenant_id = $1 and k.keyring_id = any ($2)
