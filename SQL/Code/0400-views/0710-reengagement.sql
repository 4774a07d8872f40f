-- Who should hear from us again before they go cold.
create view {schema}.reengagement with (security_barrier) as
select r.tenant, r.lead_id, r.external_id,
{report}       r.email,
       r.account, r.momentum, r.tier_since, r.last_engaged_at,
       r.last_touched_at, metric.tier_action(r.tier) as action, r.assigned_to
  from {schema}.reach r
 where r.tier = 'cooling' and r.uncallable is null
   and exists (select from core.workflow w where w.tenant_id = r.tenant_id and w.name = 're_engagement')
   and (r.last_touched_at is null
     or r.last_touched_at < (r.today + 1)::timestamp at time zone r.zone - interval '7 days');

comment on view {schema}.reengagement is 'Leads that cool down and were not written to for more than 7 days, while the workflow re_engagement is on.';
comment on column {schema}.reengagement.tenant is 'The client''s short name.';
comment on column {schema}.reengagement.lead_id is 'The lead''s number.';
comment on column {schema}.reengagement.external_id is 'The id in the CRM.';
{report}comment on column {schema}.reengagement.email is 'The latest e-mail address.';
comment on column {schema}.reengagement.account is 'The company: its domain, else its name.';
comment on column {schema}.reengagement.momentum is 'velocity + frequency + content + stakeholders.';
comment on column {schema}.reengagement.tier_since is 'Since when it has been cooling.';
comment on column {schema}.reengagement.last_engaged_at is 'Its newest engagement.';
comment on column {schema}.reengagement.last_touched_at is 'When it was last written to or called; NULL: never.';
comment on column {schema}.reengagement.action is 'What to do.';
comment on column {schema}.reengagement.assigned_to is 'The SDR whose lead it is.';
