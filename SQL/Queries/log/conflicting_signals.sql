-- Of these: signals that are in the log under another body. The first one stands.
select count(*)
from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[])
  as n (message, account_id, arrival, occurred_at, type, properties)
cross join lateral (
  select s.arrival, s.account_id, s.occurred_at, s.type, s.properties
  from core.signal s where s.tenant_id = $1 and s.message = n.message offset 0
) as s
where s.arrival <> n.arrival
  and (s.account_id, s.occurred_at, s.type, s.properties)
    is distinct from (n.account_id, n.occurred_at, n.type, n.properties::jsonb)
