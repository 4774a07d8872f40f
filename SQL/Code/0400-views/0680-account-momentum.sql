-- How accounts move on the date of the report.
create view {schema}.account_momentum with (security_barrier) as
select s.tenant, a.key as account, am.momentum[p.i] as momentum, am.stakeholders[p.i] as stakeholders_now,
       am.before[p.i] as stakeholders_before, am.surging[p.i] as surging
  from {schema}.scope s
  join core.account_momentum am on am.tenant_id = s.tenant_id and am.generation = s.generation and am.days[1] <= s.today
  join core.account a on a.tenant_id = am.tenant_id and a.account_id = am.account_id
 cross join lateral (select width_bucket(s.today, am.days) as i) as p;

comment on view {schema}.account_momentum is 'Which companies move; one of which nobody ever engaged is absent.';
comment on column {schema}.account_momentum.tenant is 'The client''s short name.';
comment on column {schema}.account_momentum.account is 'The company: its domain, else its name.';
comment on column {schema}.account_momentum.momentum is 'The best of its recently engaged leads, and what its stakeholders add.';
comment on column {schema}.account_momentum.stakeholders_now is 'Leads that engaged in the last 30 days.';
comment on column {schema}.account_momentum.stakeholders_before is 'Leads that engaged in the 30 days before those.';
comment on column {schema}.account_momentum.surging is 'At least 3 engage, and at least twice as many as before.';
