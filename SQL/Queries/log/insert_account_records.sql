insert into core.account_record (tenant_id, account_id, arrival, import_id, source, received_day, updated_at, attributes)
select $1, n.account_id, n.arrival, $2, n.source, n.received_day, n.updated_at, n.attributes::jsonb
from unnest($3::bigint[], $4::bigint[], $5::text[], $6::date[], $7::text[], $8::text[])
  as n (account_id, arrival, source, received_day, updated_at, attributes)
