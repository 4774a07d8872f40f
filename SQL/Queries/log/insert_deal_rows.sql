insert into core.deal_row (tenant_id, deal_id, arrival, keyring_id, import_id, status, created_at, closed_at, updated_at,
  amount_minor, currency)
select $1, n.deal_id, n.arrival, n.keyring_id, $2, n.status, n.created_at, n.closed_at,
       n.updated_at, n.amount_minor, n.currency
from unnest($3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[], $11::text[])
  as n (deal_id, arrival, keyring_id, status, created_at, closed_at, updated_at, amount_minor, currency)
