-- The floor's way out: every event of every lead, in the order of leads and of time.
select k.lead_id, e.occurred_at, e.arrival, e.type, e.channel, e.properties
from core.keyring k
join core.event e on e.tenant_id = {tenant} and e.keyring_id = k.keyring_id
where k.tenant_id = {tenant}
order by k.lead_id, e.occurred_at
