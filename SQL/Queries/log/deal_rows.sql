-- Every row ever given for these deals (NULL: for all), in the order they came.
select deal_id, arrival, keyring_id, status, created_at, closed_at, updated_at, amount_minor, currency
from core.deal_row
where tenant_id = $1 and ($2::text[] is null or deal_id = any ($2))
order by deal_id, arrival
