-- The first that was said about a message stands.
insert into core.refusal (tenant_id, message, received_at, reason, detail, body)
select $1, r.message, r.received_at, r.reason, r.detail, r.body
from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::bytea[])
  as r (message, received_at, reason, detail, body)
on conflict (tenant_id, message) do nothing
