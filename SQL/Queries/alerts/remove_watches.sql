-- Each is looked up for itself: joined, where the planner takes a page for dear (its own default), it went through all
-- watches of the tenant.
delete from core.watch w
where w.ctid = any (array(
  select found.id
  from unnest($2::text[], $3::bigint[]) as gone (unit, id)
  cross join lateral (
    select f.ctid as id from core.watch f
    where f.tenant_id = $1 and f.unit = gone.unit and f.id = gone.id offset 0
  ) as found (id)
))
