-- What is known of companies: of those that these leads' records name, or of all (NULL).
select a.account_id, a.arrival, a.source, a.received_day, a.updated_at, a.attributes
from core.account_record a
where a.tenant_id = $1
  and ($2::bigint[] is null or a.account_id in (
    select r.account_id
    from core.keyring k
    join core.record r on r.tenant_id = $1 and r.keyring_id = k.keyring_id
    where k.tenant_id = $1 and k.lead_id = any ($2)
    union
    select k.account_id from core.keyring k where k.tenant_id = $1 and k.lead_id = any ($2)))
order by a.account_id, a.arrival
