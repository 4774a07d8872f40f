-- Which keyring and lead carries a key: what a deal's row is looked up by.
select i.key, min(i.keyring_id)
from unnest($2::text[]) as wanted (key)
join core.identity i on i.tenant_id = $1 and i.key = wanted.key
group by i.key
