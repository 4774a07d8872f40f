-- Whoever is still to be computed: a difference there is none yet.
select m.id from core.dirty m where m.tenant_id = $1 and m.unit = 'lead'
union
select p.lead_id
from core.dirty m
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.account_id = m.id
where m.tenant_id = $1 and m.unit = 'account'
