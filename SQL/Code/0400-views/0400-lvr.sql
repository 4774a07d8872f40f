-- The lead velocity rate per period, with its waterfall (Docs/Metrics.md, section 4).
create view {schema}.lvr with (security_barrier) as
with total as (
  select f.tenant_id, f.grain, f.period_start, f.period_end, f.first_period, f.in_progress,
         sum(f.opening)::bigint as opening, sum(f.closing)::bigint as closing, sum(f.created)::bigint as created,
         sum(f.entered)::bigint as entered, sum(f.passed_through)::bigint as passed_through,
         sum(f.exited_converted)::bigint as exited_converted,
         sum(f.exited_disqualified)::bigint as exited_disqualified,
         sum(f.exited_decayed)::bigint as exited_decayed, sum(f.exited_criteria)::bigint as exited_criteria,
         sum(f.before_entered)::bigint as before_entered, sum(f.before_created)::bigint as before_created,
         sum(f.same_day_closing)::bigint as same_day_closing
    from {schema}.flow f
   group by f.tenant_id, f.grain, f.period_start, f.period_end, f.first_period, f.in_progress
)
select s.tenant, s.definition, t.grain, t.period_start, t.period_end,
       case when t.in_progress then 'in_progress' else 'final' end as status,
       g.status_reason, s.basis,
       t.opening::integer, t.entered::integer, t.exited_converted::integer, t.exited_disqualified::integer,
       t.exited_decayed::integer, t.exited_criteria::integer, t.passed_through::integer, t.closing::integer,
       g.lvr_stock, g.lvr_flow, g.lvr, g.lvr_low, g.lvr_high, g.significant, g.low_base, g.pace, g.band,
       g.target_low, g.target_high, g.vs_target, t.created::integer, g.total_lvr, s.today as as_of
  from total t
  join {schema}.scope s on s.tenant_id = t.tenant_id
 cross join lateral metric.figures(t.grain, s.basis, t.first_period, t.in_progress, t.period_start, s.history_from,
         s.arr_minor, t.opening, t.closing, t.entered,
         t.exited_converted + t.exited_disqualified + t.exited_decayed + t.exited_criteria, t.passed_through,
         t.created, t.before_entered, t.before_created, t.same_day_closing, t.opening, t.before_entered) as g;

comment on view {schema}.lvr is 'The lead velocity rate of each month and week, with the waterfall that leads to it.';
comment on column {schema}.lvr.tenant is 'The client''s short name.';
comment on column {schema}.lvr.definition is 'The version of the definition of "qualified" that all counts follow.';
comment on column {schema}.lvr.grain is 'month or week (ISO weeks, Monday to Sunday).';
comment on column {schema}.lvr.period_start is 'First day of the period, in the client''s time zone.';
comment on column {schema}.lvr.period_end is 'Last day of the period.';
comment on column {schema}.lvr.status is 'in_progress while today is not past the last day, else final.';
comment on column {schema}.lvr.status_reason is
  'Why lvr is NULL (no_prior_period, no_baseline), or must be read with care (before_history); else NULL.';
comment on column {schema}.lvr.basis is 'Which rate lvr shows: stock (leads qualified at the end) or flow (leads that entered).';
comment on column {schema}.lvr.opening is 'Leads qualified on the last day of the period before.';
comment on column {schema}.lvr.entered is 'Times a lead became qualified in the period, pass-throughs included.';
comment on column {schema}.lvr.exited_converted is 'Exits because the lead became a customer, pass-throughs included.';
comment on column {schema}.lvr.exited_disqualified is 'Exits because the lead was disqualified.';
comment on column {schema}.lvr.exited_decayed is 'Exits because the lead went silent, or grew too old.';
comment on column {schema}.lvr.exited_criteria is 'Exits because a gate of the definition no longer held.';
comment on column {schema}.lvr.passed_through is 'Leads that became customers before a whole day as qualified was over.';
comment on column {schema}.lvr.closing is 'Leads qualified on the last day (today, in progress) = opening + entered − exits.';
comment on column {schema}.lvr.lvr_stock is 'Growth of the qualified leads from opening to closing, in percent.';
comment on column {schema}.lvr.lvr_flow is 'Growth of entered over the period before (the same number of its days, in progress), in percent.';
comment on column {schema}.lvr.lvr is 'The headline: lvr_stock or lvr_flow, as basis says.';
comment on column {schema}.lvr.lvr_low is 'Lower bound of the 95 % interval of lvr.';
comment on column {schema}.lvr.lvr_high is 'Upper bound of the 95 % interval of lvr.';
comment on column {schema}.lvr.significant is 'Whether the interval excludes 0; NULL where it is undefined.';
comment on column {schema}.lvr.low_base is 'Whether fewer than 20 leads stand in the denominator: percentages jump.';
comment on column {schema}.lvr.pace is 'In progress: growth over the same day of the period before.';
comment on column {schema}.lvr.band is 'shrinking, stagnating, slow, healthy, aggressive or surge; final months only.';
comment on column {schema}.lvr.target_low is 'Lower bound of the target for a company of this revenue; months only.';
comment on column {schema}.lvr.target_high is 'Upper bound of that target.';
comment on column {schema}.lvr.vs_target is 'below, within or above the target; final months only.';
comment on column {schema}.lvr.created is 'Leads created in the period, qualified or not.';
comment on column {schema}.lvr.total_lvr is 'Growth of created over the period before, in percent.';
comment on column {schema}.lvr.as_of is 'The day the row answers for.';
