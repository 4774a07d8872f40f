-- What was told because of momentum, and whether it arrived. From the tenant, not from the scope: an
-- alert is there before there is a definition.
create view report.alert with (security_barrier) as
select t.slug as tenant, a.alert_id, a.kind, a.lead_id, k.key as account, a.day, a.fired_at, a.headline, a.reason, a.action,
       a.due_by, a.assigned_to, d.deliveries
  from guard.tenant t
  join core.alert a on a.tenant_id = t.tenant_id
  left join core.account k on k.tenant_id = a.tenant_id and k.account_id = a.account_id
  left join lateral (
    select string_agg(o.sink || case o.state when 'delivered' then ' delivered' when 'dead' then ' given up'
                                when 'pending' then case when o.attempts > 0 then ' retrying' else ' waiting' end end,
                      ', ' order by o.sink) as deliveries
      from core.outbox o
     where o.tenant_id = a.tenant_id and o.alert_id = a.alert_id) as d on true;

comment on view report.alert is 'What was told about your leads and accounts, and whether it arrived.';
comment on column report.alert.tenant is 'The client''s short name.';
comment on column report.alert.alert_id is 'The alert''s number within the client; a later one has a higher number.';
comment on column report.alert.kind is 'hot, momentum_jump, stakeholders_joined, rewarmed, signal, digest or test.';
comment on column report.alert.lead_id is 'The lead it is about; NULL: about an account, or about nobody.';
comment on column report.alert.account is 'The company: its domain, else its name.';
comment on column report.alert.day is 'The day on which it came about, in the client''s zone.';
comment on column report.alert.fired_at is 'When it was written.';
comment on column report.alert.headline is 'Who, in a line.';
comment on column report.alert.reason is 'Why.';
comment on column report.alert.action is 'What to do about it.';
comment on column report.alert.due_by is 'By when; NULL: no hurry.';
comment on column report.alert.assigned_to is 'Who is to do it; NULL: nobody yet.';
comment on column report.alert.deliveries is 'What became of it at each sink: waiting, delivered, retrying or given up; NULL: no sink wanted it.';
