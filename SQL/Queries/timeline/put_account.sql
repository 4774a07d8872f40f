-- As put_accounts, of one account (Docs/Decisions/0033).
insert into core.account_momentum (tenant_id, generation, account_id, days, stakeholders, before, points, momentum, surging)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (tenant_id, generation, account_id) do update set days = excluded.days, stakeholders = excluded.stakeholders,
  before = excluded.before, points = excluded.points, momentum = excluded.momentum, surging = excluded.surging
