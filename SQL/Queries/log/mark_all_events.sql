-- Marks the leads of a batch in which every event was new.
--
-- As a join this compared each keyring of a new client with the whole batch once the log had been
-- analyzed and not seen the client: 150 s for 24,000 keyrings (Docs/Decisions/0011).
insert into core.dirty (tenant_id, unit, id, token)
select $1, 'lead', changed.lead_id, $2
from (
  select distinct k.lead_id
  from (select distinct i.keyring_id from pg_temp.inbox i where i.tenant_id = $1 order by i.keyring_id) as f
  cross join lateral (
    select k.lead_id from core.keyring k where k.tenant_id = $1 and k.keyring_id = f.keyring_id offset 0
  ) as k
) as changed
order by changed.lead_id
on conflict (tenant_id, unit, id) do update set token = excluded.token
