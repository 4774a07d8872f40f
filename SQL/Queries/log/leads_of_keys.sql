-- Which keyring and lead carries a key: what a deal's row is looked up by.
select wanted.key, min(i.keyring_id)
from unnest($2::text[]) as wanted (key)
cross join lateral (
  select i.keyring_id from core.identity i where i.tenant_id = $1 and i.key = wanted.key offset 0
) as i
group by wanted.key
