insert into core.account_momentum (tenant_id, generation, account_id, days, stakeholders, before, points, momentum, surging)
select tenant_id, generation, account_id, days, stakeholders, before, points, momentum, surging
from pg_temp.fresh_account
where tenant_id = $1
on conflict (tenant_id, generation, account_id) do update set days = excluded.days, stakeholders = excluded.stakeholders,
  before = excluded.before, points = excluded.points, momentum = excluded.momentum, surging = excluded.surging
