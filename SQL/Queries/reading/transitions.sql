-- Who entered, left or passed through between two days, in the order of day and lead.
select q.lead_id, moved.day, moved.what, p.external_id, p.email, p.name
from core.qualification q
cross join lateral (
  select lower(u.days) as day, 'entered' as what from unnest(q.qualified) as u (days)
  union all
  select upper(u.days), q.exits[u.n] from unnest(q.qualified) with ordinality as u (days, n)
   where upper(u.days) is not null
  union all
  select q.passed_on, 'passed_through' where q.passed_on is not null
) as moved
left join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = q.lead_id
where q.tenant_id = $1 and q.generation = $2 and moved.day between $3 and $4
order by moved.day, q.lead_id
