-- In the order they came: of equal ones in a batch the first stands.
insert into core.signal (tenant_id, message, account_id, arrival, occurred_at, import_id, type, properties)
select $1, n.message, n.account_id, n.arrival, n.occurred_at, $2, n.type, n.properties::jsonb
from unnest($3::uuid[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[])
  as n (message, account_id, arrival, occurred_at, type, properties)
order by n.arrival
on conflict (tenant_id, message) do nothing
returning account_id
