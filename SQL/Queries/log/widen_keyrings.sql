-- A fact dated earlier than all before it moves a keyring's first sighting.
update core.keyring k
set first_at = m.first_at, first_arrival = m.first_arrival
from unnest($2::bigint[], $3::timestamptz[], $4::bigint[]) as m (keyring_id, first_at, first_arrival)
where k.tenant_id = $1 and k.keyring_id = m.keyring_id
