-- Of the batch: messages that are in the log under another body. The first one stands.
select count(*)
from pg_temp.inbox i
cross join lateral (
  select e.arrival, e.keyring_id, e.type, e.occurred_at, e.channel, e.properties
  from core.event e where e.tenant_id = $1 and e.message = i.message offset 0
) as e
where i.tenant_id = $1 and e.arrival <> i.arrival
  and (e.keyring_id, e.type, e.occurred_at, e.channel, e.properties)
    is distinct from (i.keyring_id, i.type, i.occurred_at, i.channel, nullif(i.properties, '')::jsonb)
