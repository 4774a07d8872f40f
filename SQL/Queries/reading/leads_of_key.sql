-- Whoever carries a key; several after a split.
select distinct k.lead_id
from core.identity i
join core.keyring k on k.tenant_id = $1 and k.keyring_id = i.keyring_id
where i.tenant_id = $1 and i.key = $2
order by k.lead_id
