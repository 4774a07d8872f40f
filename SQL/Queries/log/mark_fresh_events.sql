-- Marks the leads of those events of the batch that are in the log since this batch. The marks are
-- sorted, so that two folds cannot lock the same rows in opposite order.
insert into core.dirty (tenant_id, unit, id, token)
select $1, 'lead', changed.lead_id, $2
from (
  select distinct k.lead_id
  from (
    select distinct i.keyring_id
    from pg_temp.inbox i
    cross join lateral (
      select e.arrival from core.event e where e.tenant_id = $1 and e.message = i.message offset 0
    ) as e
    where i.tenant_id = $1 and e.arrival = i.arrival
    order by i.keyring_id
  ) as f
  cross join lateral (
    select k.lead_id from core.keyring k where k.tenant_id = $1 and k.keyring_id = f.keyring_id offset 0
  ) as k
) as changed
order by changed.lead_id
on conflict (tenant_id, unit, id) do update set token = excluded.token
