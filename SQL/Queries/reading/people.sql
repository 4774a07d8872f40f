-- Who these leads are, for a person to read.
select p.lead_id, p.external_id, p.email, p.name
from unnest($3::bigint[]) as wanted (lead_id)
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = wanted.lead_id
