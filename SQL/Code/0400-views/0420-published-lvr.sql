-- The newest revision of each published month that is over on the date of the report: before that
-- there was nothing to publish. Not granted to anybody.
create view {schema}.publication with (security_barrier) as
select s.tenant_id, s.tenant, s.generation, p.period_start, (p.period_start + interval '1 month - 1 day')::date as period_end,
       p.revision, p.published_at, p.reason, p.definition, p.zone, p.next_arrival, p.basis, p.status_reason, p.opening,
       p.entered, p.exited_converted, p.exited_disqualified, p.exited_decayed, p.exited_criteria, p.passed_through,
       p.closing, p.created, p.entered_before, p.lvr_stock, p.lvr_flow, p.lvr, p.lvr_low, p.lvr_high, p.significant,
       p.low_base, p.band, p.target_low, p.target_high, p.vs_target, p.total_lvr
  from {schema}.scope s
  join core.publication p on p.tenant_id = s.tenant_id
 where p.period_start <= date_trunc('month', s.today::timestamp) - interval '1 month'
   and not exists (
     select from core.publication l
      where l.tenant_id = p.tenant_id and l.period_start = p.period_start and l.revision > p.revision);

-- The leads whose part in a published month is another one now. Not granted to anybody.
--
-- What was published goes under the number that survives, so that two leads which were joined and
-- together have the part that they had are no change. One UNION and one GROUP BY, so that a month
-- that is asked for is looked for on both sides.
create view {schema}.part_change with (security_barrier) as
with side as (
  select p.tenant_id, p.tenant, p.period_start, coalesce(n.merged_into, u.lead_id) as lead_id, 1 as sign,
         t.opening, t.entered, t.exited_converted, t.exited_disqualified, t.exited_decayed, t.exited_criteria,
         t.passed_through
    from {schema}.publication p
    join core.published_part t on t.tenant_id = p.tenant_id and t.period_start = p.period_start
     and t.revision = p.revision
   cross join lateral unnest(t.leads) as u (lead_id)
    left join core.lead n on n.tenant_id = p.tenant_id and n.lead_id = u.lead_id
  union all
  select p.tenant_id, p.tenant, p.period_start, q.lead_id, -1, t.opening, t.entered, t.exited_converted,
         t.exited_disqualified, t.exited_decayed, t.exited_criteria, t.passed_through
    from {schema}.publication p
    join core.qualification q on q.tenant_id = p.tenant_id and q.generation = p.generation
     and metric.has_part(q.qualified, q.passed_on, p.period_start, p.period_end)
   cross join lateral metric.part(q.qualified, q.exits, q.passed_on, p.period_start, p.period_end) as t
)
select s.tenant_id, s.tenant, s.period_start, s.lead_id,
       metric.part_words(
         sum(s.opening) filter (where s.sign = 1)::integer, sum(s.entered) filter (where s.sign = 1)::integer,
         sum(s.exited_converted) filter (where s.sign = 1)::integer,
         sum(s.exited_disqualified) filter (where s.sign = 1)::integer,
         sum(s.exited_decayed) filter (where s.sign = 1)::integer,
         sum(s.exited_criteria) filter (where s.sign = 1)::integer,
         sum(s.passed_through) filter (where s.sign = 1)::integer) as published,
       metric.part_words(
         sum(s.opening) filter (where s.sign = -1)::integer, sum(s.entered) filter (where s.sign = -1)::integer,
         sum(s.exited_converted) filter (where s.sign = -1)::integer,
         sum(s.exited_disqualified) filter (where s.sign = -1)::integer,
         sum(s.exited_decayed) filter (where s.sign = -1)::integer,
         sum(s.exited_criteria) filter (where s.sign = -1)::integer,
         sum(s.passed_through) filter (where s.sign = -1)::integer) as live
  from side s
 group by s.tenant_id, s.tenant, s.period_start, s.lead_id
having sum(s.sign * s.opening) <> 0 or sum(s.sign * s.entered) <> 0 or sum(s.sign * s.exited_converted) <> 0
    or sum(s.sign * s.exited_disqualified) <> 0 or sum(s.sign * s.exited_decayed) <> 0
    or sum(s.sign * s.exited_criteria) <> 0 or sum(s.sign * s.passed_through) <> 0;

-- What was published beside what is so now.
--
-- The leads are counted where the column is asked for, and for the months that are: it is the one
-- that reads leads, 80,000 of them in some 0.3 s a month.
create view {schema}.published_lvr with (security_barrier) as
select p.tenant, p.period_start, p.definition, p.published_at, p.revision, p.reason, p.basis, p.status_reason, p.opening,
       p.entered, p.exited_converted, p.exited_disqualified, p.exited_decayed, p.exited_criteria, p.passed_through,
       p.closing, p.created, p.entered_before, p.lvr_stock, p.lvr_flow, p.lvr, p.lvr_low, p.lvr_high, p.significant,
       p.low_base, p.band, p.target_low, p.target_high, p.vs_target, p.total_lvr,
       l.definition as live_definition, l.basis as live_basis, l.status_reason as live_status_reason,
       l.opening as live_opening, l.entered as live_entered, l.exited_converted as live_exited_converted,
       l.exited_disqualified as live_exited_disqualified, l.exited_decayed as live_exited_decayed,
       l.exited_criteria as live_exited_criteria, l.passed_through as live_passed_through, l.closing as live_closing,
       l.created as live_created, l.entered_before as live_entered_before, l.lvr_stock as live_lvr_stock,
       l.lvr_flow as live_lvr_flow, l.lvr as live_lvr, l.band as live_band, l.vs_target as live_vs_target,
       (select count(*) from {schema}.part_change c
         where c.tenant_id = p.tenant_id and c.period_start = p.period_start)::integer as leads_changed
  from {schema}.publication p
  left join (
    select m.*, lag(m.entered) over (partition by m.tenant order by m.period_start) as entered_before
      from {schema}.lvr m
     where m.grain = 'month'
  ) as l on l.tenant = p.tenant and l.period_start = p.period_start;

comment on view {schema}.published_lvr is 'Each published month, as it was told and as it is now.';
comment on column {schema}.published_lvr.tenant is 'The client''s short name.';
comment on column {schema}.published_lvr.period_start is 'First day of the month.';
comment on column {schema}.published_lvr.definition is 'The version of the definition that the published counts follow.';
comment on column {schema}.published_lvr.published_at is 'When it was published.';
comment on column {schema}.published_lvr.revision is '1 for what was published first; the newest is shown.';
comment on column {schema}.published_lvr.reason is 'Why it was published again; NULL for the first time.';
comment on column {schema}.published_lvr.basis is 'Which rate lvr shows: stock or flow.';
comment on column {schema}.published_lvr.status_reason is 'Why the published lvr is NULL, or must be read with care; else NULL.';
comment on column {schema}.published_lvr.opening is 'As published: leads qualified on the last day of the month before.';
comment on column {schema}.published_lvr.entered is 'As published: times a lead became qualified, pass-throughs included.';
comment on column {schema}.published_lvr.exited_converted is 'As published: exits because the lead became a customer.';
comment on column {schema}.published_lvr.exited_disqualified is 'As published: exits because the lead was disqualified.';
comment on column {schema}.published_lvr.exited_decayed is 'As published: exits because the lead went silent, or grew too old.';
comment on column {schema}.published_lvr.exited_criteria is 'As published: exits because a gate no longer held.';
comment on column {schema}.published_lvr.passed_through is 'As published: leads that became customers before a whole day as qualified was over.';
comment on column {schema}.published_lvr.closing is 'As published: leads qualified on the last day.';
comment on column {schema}.published_lvr.created is 'As published: leads created in the month, qualified or not.';
comment on column {schema}.published_lvr.entered_before is 'As published: entered in the month before, which lvr_flow compares with.';
comment on column {schema}.published_lvr.lvr_stock is 'As published: growth of the qualified leads, in percent.';
comment on column {schema}.published_lvr.lvr_flow is 'As published: growth of entered over the month before, in percent.';
comment on column {schema}.published_lvr.lvr is 'As published: the headline.';
comment on column {schema}.published_lvr.lvr_low is 'As published: lower bound of the 95 % interval of lvr.';
comment on column {schema}.published_lvr.lvr_high is 'As published: upper bound of that interval.';
comment on column {schema}.published_lvr.significant is 'As published: whether the interval excludes 0.';
comment on column {schema}.published_lvr.low_base is 'As published: whether fewer than 20 leads stood in the denominator.';
comment on column {schema}.published_lvr.band is 'As published: shrinking, stagnating, slow, healthy, aggressive or surge.';
comment on column {schema}.published_lvr.target_low is 'As published: lower bound of the target.';
comment on column {schema}.published_lvr.target_high is 'As published: upper bound of the target.';
comment on column {schema}.published_lvr.vs_target is 'As published: below, within or above the target.';
comment on column {schema}.published_lvr.total_lvr is 'As published: growth of created over the month before, in percent.';
comment on column {schema}.published_lvr.live_definition is 'The version of the definition that is followed now.';
comment on column {schema}.published_lvr.live_basis is 'The basis of that definition.';
comment on column {schema}.published_lvr.live_status_reason is 'status_reason as it is now.';
comment on column {schema}.published_lvr.live_opening is 'opening as it is now.';
comment on column {schema}.published_lvr.live_entered is 'entered as it is now.';
comment on column {schema}.published_lvr.live_exited_converted is 'exited_converted as it is now.';
comment on column {schema}.published_lvr.live_exited_disqualified is 'exited_disqualified as it is now.';
comment on column {schema}.published_lvr.live_exited_decayed is 'exited_decayed as it is now.';
comment on column {schema}.published_lvr.live_exited_criteria is 'exited_criteria as it is now.';
comment on column {schema}.published_lvr.live_passed_through is 'passed_through as it is now.';
comment on column {schema}.published_lvr.live_closing is 'closing as it is now.';
comment on column {schema}.published_lvr.live_created is 'created as it is now.';
comment on column {schema}.published_lvr.live_entered_before is 'entered_before as it is now.';
comment on column {schema}.published_lvr.live_lvr_stock is 'lvr_stock as it is now.';
comment on column {schema}.published_lvr.live_lvr_flow is 'lvr_flow as it is now.';
comment on column {schema}.published_lvr.live_lvr is 'lvr as it is now: that of report.lvr.';
comment on column {schema}.published_lvr.live_band is 'band as it is now.';
comment on column {schema}.published_lvr.live_vs_target is 'vs_target as it is now.';
comment on column {schema}.published_lvr.leads_changed is 'How many leads have another part in the month now than was published: those of published_change.';

-- Which leads make the difference. Why each does is for `headway lvr --published`, which reads the log.
create view {schema}.published_change with (security_barrier) as
select c.tenant, c.period_start, c.lead_id, c.published, c.live
  from {schema}.part_change c;

comment on view {schema}.published_change is 'The leads whose part in a published month is another one now.';
comment on column {schema}.published_change.tenant is 'The client''s short name.';
comment on column {schema}.published_change.period_start is 'First day of the month.';
comment on column {schema}.published_change.lead_id is 'The lead; of joined ones the number that survived.';
comment on column {schema}.published_change.published is 'Its part as it was published, in words: entered, open at the end; NULL: none.';
comment on column {schema}.published_change.live is 'Its part as it is now; NULL: none.';
