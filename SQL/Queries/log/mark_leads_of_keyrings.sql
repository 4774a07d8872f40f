insert into core.dirty (tenant_id, unit, id, token)
select $1, 'lead', changed.lead_id, $3
from (select distinct lead_id from core.keyring where tenant_id = $1 and keyring_id = any ($2)) as changed
order by changed.lead_id
on conflict (tenant_id, unit, id) do update set token = excluded.token
