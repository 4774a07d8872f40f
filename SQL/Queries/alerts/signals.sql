-- The news about these accounts.
select s.message::text, s.account_id, a.key, s.type, s.occurred_at, s.properties
from core.signal s
join core.account a on a.tenant_id = $1 and a.account_id = s.account_id
where s.tenant_id = $1 and s.account_id = any ($2)
