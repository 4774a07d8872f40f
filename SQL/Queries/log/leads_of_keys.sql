-- Which keyring and lead carries a key: what a deal's row is looked up by.
select i.key, min(i.keyring_id)
from core.identity i
where i.tenant_id = $1 and i.key = any ($2)
group by i.key
