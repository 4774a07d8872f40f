insert into core.identity (tenant_id, key, keyring_id)
select $1, key, keyring_id
from unnest($2::text[], $3::bigint[]) as n (key, keyring_id)
on conflict (tenant_id, key, keyring_id) do nothing
