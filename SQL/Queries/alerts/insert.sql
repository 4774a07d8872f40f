-- Each occasion once, whoever looks at it again.
with numbered as (
  update core.head set next_alert = next_alert + cardinality($2::text[]) where tenant_id = $1
  returning next_alert - cardinality($2::text[]) as first
)
insert into core.alert (tenant_id, alert_id, firing, kind, lead_id, account_id, day, headline, reason, action, due_by,
  momentum, tier, assigned_to)
select $1, h.first + a.n - 1, a.firing, a.kind, a.lead_id, a.account_id, $3, a.headline, a.reason, a.action, a.due_by,
       a.momentum, a.tier, a.assigned_to
from numbered h,
     unnest($2::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::timestamptz[],
       $11::int[], $12::text[], $13::text[]) with ordinality
       as a (firing, kind, lead_id, account_id, headline, reason, action, due_by, momentum, tier, assigned_to, n)
on conflict (tenant_id, firing) do nothing
returning alert_id
