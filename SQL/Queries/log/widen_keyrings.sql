-- A fact dated earlier than all before it moves a keyring's first sighting. An insert that always
-- conflicts, as in log/move_keyrings.sql.
insert into core.keyring (tenant_id, keyring_id, digest, keys, explicit, lead_id, allotted_lead, account_id, first_at,
  first_arrival)
select k.tenant_id, k.keyring_id, k.digest, k.keys, k.explicit, k.lead_id, k.allotted_lead, k.account_id, m.first_at,
       m.first_arrival
from unnest($2::bigint[], $3::timestamptz[], $4::bigint[]) as m (keyring_id, first_at, first_arrival)
cross join lateral (
  select * from core.keyring k where k.tenant_id = $1 and k.keyring_id = m.keyring_id offset 0
) as k
on conflict (tenant_id, keyring_id) do update set first_at = excluded.first_at, first_arrival = excluded.first_arrival
