-- As report.signal, without the properties: a client's free words are the client's.
create view agency.signal with (security_barrier) as
select s.tenant, a.key as account, (r.at at time zone s.zone)::date as day, r.at as occurred_at, n.type
  from agency.scope s
  join core.signal n on n.tenant_id = s.tenant_id
  join core.account a on a.tenant_id = n.tenant_id and a.account_id = n.account_id
 cross join lateral (select metric.instant(n.occurred_at, s.zone) as at) as r
 where (r.at at time zone s.zone)::date <= s.today;

comment on view agency.signal is 'News about companies from elsewhere, such as funding: one row each, up to the date of the report.';
comment on column agency.signal.tenant is 'The client''s short name.';
comment on column agency.signal.account is 'The company: its domain, else its name.';
comment on column agency.signal.day is 'The day in the client''s time zone.';
comment on column agency.signal.occurred_at is 'When it happened; a date without a time is the beginning of its day.';
comment on column agency.signal.type is 'What happened, in lower snake case: funding, leadership_change, …';
