-- In the order of the key, so that its index is walked from left to right. A keyring may name a key twice.
insert into core.identity (tenant_id, key, keyring_id)
select $1, key, keyring_id
from unnest($2::text[], $3::bigint[]) as n (key, keyring_id)
order by key
on conflict (tenant_id, key, keyring_id) do nothing
