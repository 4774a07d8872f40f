-- What is known of the companies that the records and e-mail addresses of some leads name: their keyrings are looked
-- up once (Docs/Decisions/0035).
with asked as materialized (
  select k.keyring_id, k.account_id
  from unnest($2::bigint[]) as wanted (lead_id)
  cross join lateral (
    select k.keyring_id, k.account_id from core.keyring k
    where k.tenant_id = $1 and k.lead_id = wanted.lead_id offset 0
  ) as k
)
select a.account_id, a.arrival, a.source, a.received_day, a.updated_at, a.attributes
from (
  select r.account_id
  from asked
  cross join lateral (
    select r.account_id from core.record r where r.tenant_id = $1 and r.keyring_id = asked.keyring_id offset 0
  ) as r
  union
  select asked.account_id from asked
) as named
cross join lateral (
  select * from core.account_record a where a.tenant_id = $1 and a.account_id = named.account_id offset 0
) as a
order by 1, 2
