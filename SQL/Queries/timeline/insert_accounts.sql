-- As put_accounts, into a generation that has none of them: asking for each whether it is there is a second look along the
-- index, and a second record of the log.
insert into core.account_momentum (tenant_id, generation, account_id, days, stakeholders, before, points, momentum, surging)
select tenant_id, generation, account_id, days, stakeholders, before, points, momentum, surging
from pg_temp.fresh_account
where tenant_id = $1
