insert into core.deal (tenant_id, deal_id, arrival, keyring_id, status, created_at, closed_at, updated_at, amount_minor, currency)
select $1, n.deal_id, n.arrival, n.keyring_id, n.status, n.created_at, n.closed_at,
       n.updated_at, n.amount_minor, n.currency
from unnest($2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::text[])
  as n (deal_id, arrival, keyring_id, status, created_at, closed_at, updated_at, amount_minor, currency)
on conflict (tenant_id, deal_id) do update set arrival = excluded.arrival, keyring_id = excluded.keyring_id,
  status = excluded.status, created_at = excluded.created_at, closed_at = excluded.closed_at,
  updated_at = excluded.updated_at, amount_minor = excluded.amount_minor, currency = excluded.currency
