select deal_id, arrival, keyring_id, status, created_at, closed_at, updated_at, amount_minor, currency
from core.deal
where tenant_id = $1
