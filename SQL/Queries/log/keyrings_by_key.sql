-- Every keyring that carries one of these keys: one step of the closure that the resolver needs. Both looks go along their
-- index, as in log/known_messages.sql.
select k.keyring_id, k.digest, k.keys, k.explicit, k.lead_id, k.allotted_lead, k.first_at, k.first_arrival
from (
  select distinct i.keyring_id
  from (select key from unnest($2::text[]) as n (key) order by key) as wanted
  cross join lateral (
    select i.keyring_id from core.identity i where i.tenant_id = $1 and i.key = wanted.key offset 0
  ) as i
  order by i.keyring_id
) carrier
cross join lateral (
  select * from core.keyring k where k.tenant_id = $1 and k.keyring_id = carrier.keyring_id offset 0
) as k
