-- What was told of a lead, under any of its numbers, and what was still on its way.
with gone as (
  select a.alert_id
  from unnest($2::bigint[]) as wanted (lead_id)
  cross join lateral (
    select a.alert_id from core.alert a where a.tenant_id = $1 and a.lead_id = wanted.lead_id offset 0
  ) as a
),
messages as (
  delete from core.outbox o using gone g where o.tenant_id = $1 and o.alert_id = g.alert_id
)
delete from core.alert a using gone g where a.tenant_id = $1 and a.alert_id = g.alert_id
