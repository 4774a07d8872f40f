-- What was noted down of a lead: whose it is to call, what it is tagged with, when it will be to tell of. Where
-- rows are is looked up one by one: a join may go through those of all leads.
with assignments as (
  delete from core.assignment where tenant_id = $1 and ctid = any (array(
    select x.place from unnest($2::bigint[]) as l (lead_id)
    cross join lateral (
      select a.ctid as place from core.assignment a where a.tenant_id = $1 and a.lead_id = l.lead_id offset 0) as x))
),
tags as (
  delete from core.tag where tenant_id = $1 and ctid = any (array(
    select x.place from unnest($2::bigint[]) as l (lead_id)
    cross join lateral (
      select t.ctid as place from core.tag t where t.tenant_id = $1 and t.lead_id = l.lead_id offset 0) as x))
)
delete from core.watch where tenant_id = $1 and ctid = any (array(
  select x.place from unnest($2::bigint[]) as l (lead_id)
  cross join lateral (
    select w.ctid as place from core.watch w
    where w.tenant_id = $1 and w.unit = 'lead' and w.id = l.lead_id offset 0) as x))
