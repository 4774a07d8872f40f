-- What is known of all companies.
select a.account_id, a.arrival, a.source, a.received_day, a.updated_at, a.attributes
from core.account_record a
where a.tenant_id = $1
order by 1, 2
