-- Every keyring that carries one of these keys: one step of the closure that the resolver needs.
select k.keyring_id, k.digest, k.keys, k.explicit, k.lead_id, k.allotted_lead, k.first_at, k.first_arrival
from core.keyring k
where k.tenant_id = $1
  and k.keyring_id in (select i.keyring_id from core.identity i where i.tenant_id = $1 and i.key = any ($2))
