-- Of these keys those that other leads carry too: a banned one, or one of a kind that joins nobody.
select distinct wanted.key
from unnest($2::text[]) as wanted (key)
cross join lateral (
  select i.keyring_id from core.identity i where i.tenant_id = $1 and i.key = wanted.key offset 0
) as i
where not i.keyring_id = any ($3)
