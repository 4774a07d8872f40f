-- Every row ever given for these deals (NULL: for all), in the order they came.
select r.deal_id, r.arrival, r.keyring_id, r.status, r.created_at, r.closed_at, r.updated_at, r.amount_minor, r.currency
from core.deal_row r
where r.tenant_id = $1 and $2::text[] is null
union all
select r.deal_id, r.arrival, r.keyring_id, r.status, r.created_at, r.closed_at, r.updated_at, r.amount_minor, r.currency
from unnest($2::text[]) as wanted (deal_id)
cross join lateral (
  select * from core.deal_row r where r.tenant_id = $1 and r.deal_id = wanted.deal_id offset 0
) as r
order by 1, 2
