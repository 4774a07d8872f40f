-- The SDRs' call list.
create view {schema}.call_queue with (security_barrier) as
select r.tenant,
       row_number() over (partition by r.tenant order by r.momentum desc, r.gain desc, r.last_engaged_at desc, r.lead_id)
         as position, r.lead_id, r.external_id,
{report}       r.email,
       r.account, r.momentum, r.tier,
       metric.momentum_reason(r.gain, r.velocity, r.frequency, r.content, r.stakeholders, r.stakeholders_now,
         r.stakeholders_before) as reason,
       metric.tier_action(r.tier) as action, metric.due_by(r.tier, r.tier_since, r.tier_began, r.zone) as due_by,
       r.last_engaged_at, r.assigned_to
  from {schema}.reach r
 where r.tier in ('hot', 'warming') and r.uncallable is null
   and (r.last_touched_at is null or r.last_touched_at < r.tier_began);

comment on view {schema}.call_queue is 'Whom to call now, the first first: hot and warming leads that may be called and were not since they turned.';
comment on column {schema}.call_queue.tenant is 'The client''s short name.';
comment on column {schema}.call_queue.position is 'Whom to call first.';
comment on column {schema}.call_queue.lead_id is 'The lead''s number.';
comment on column {schema}.call_queue.external_id is 'The id in the CRM.';
{report}comment on column {schema}.call_queue.email is 'The latest e-mail address.';
comment on column {schema}.call_queue.account is 'The company: its domain, else its name.';
comment on column {schema}.call_queue.momentum is 'velocity + frequency + content + stakeholders.';
comment on column {schema}.call_queue.tier is 'hot or warming.';
comment on column {schema}.call_queue.reason is 'Why, in a line.';
comment on column {schema}.call_queue.action is 'What to do.';
comment on column {schema}.call_queue.due_by is 'Until when: a hot lead on the day it turned hot, a warming one within 48 hours.';
comment on column {schema}.call_queue.last_engaged_at is 'Its newest engagement.';
comment on column {schema}.call_queue.assigned_to is 'The SDR whose lead it is; NULL: nobodys.';
