-- By what names a lead was called: in its records, and in what was made of them.
select distinct r.attributes ->> 'first_name', r.attributes ->> 'last_name', r.attributes ->> 'name'
from unnest($3::bigint[]) as wanted (keyring_id)
cross join lateral (
  select r.attributes from core.record r where r.tenant_id = $1 and r.keyring_id = wanted.keyring_id offset 0
) as r
union
select null, null, p.name
from core.generation g
join core.profile p on p.tenant_id = $1 and p.generation = g.generation and p.lead_id = $2
where g.tenant_id = $1
