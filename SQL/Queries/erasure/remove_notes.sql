-- What was noted down of a lead: whose it is to call, what it is tagged with, when it will be to tell of.
with leads as (
  select unnest($2::bigint[]) as lead_id
),
assignments as (
  delete from core.assignment a using leads l where a.tenant_id = $1 and a.lead_id = l.lead_id
),
tags as (
  delete from core.tag t using leads l where t.tenant_id = $1 and t.lead_id = l.lead_id
)
delete from core.watch w using leads l where w.tenant_id = $1 and w.unit = 'lead' and w.id = l.lead_id
