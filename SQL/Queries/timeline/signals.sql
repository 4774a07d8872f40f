-- News about these accounts (NULL: about all), in order.
select account_id, type, occurred_at
from core.signal
where tenant_id = $1 and ($2::bigint[] is null or account_id = any ($2))
order by account_id, occurred_at, message
