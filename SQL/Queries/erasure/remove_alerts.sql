-- What was told of a lead, under any of its numbers, and what was still on its way. Where rows are is looked
-- up one by one: a join may go through all that was ever told.
with gone as materialized (
  select a.alert_id, a.place
  from unnest($2::bigint[]) as wanted (lead_id)
  cross join lateral (
    select a.alert_id, a.ctid as place from core.alert a
    where a.tenant_id = $1 and a.lead_id = wanted.lead_id offset 0
  ) as a
),
messages as (
  delete from core.outbox where tenant_id = $1 and ctid = any (array(
    select o.place from gone g
    cross join lateral (
      select o.ctid as place from core.outbox o where o.tenant_id = $1 and o.alert_id = g.alert_id offset 0
    ) as o))
)
delete from core.alert where tenant_id = $1 and ctid = any (array(select g.place from gone g))
