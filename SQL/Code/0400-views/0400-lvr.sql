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
),
figured as (
  select s.tenant, s.definition, s.basis, s.arr_minor, s.today, t.*,
         case when t.first_period then null else metric.growth(t.opening, t.closing) end as lvr_stock,
         case when t.first_period then null else metric.growth(t.before_entered, t.entered) end as lvr_flow,
         case s.basis when 'stock' then t.opening else t.before_entered end as denominator,
         metric.status_reason(t.first_period, case s.basis when 'stock' then t.opening else t.before_entered end,
           t.period_start, s.history_from) as status_reason,
         -- Pass-throughs were never in the pipeline at the end of a day: they say nothing about its noise.
         t.entered + t.exited_converted + t.exited_disqualified + t.exited_decayed + t.exited_criteria
           - 2 * t.passed_through as moves
    from total t join {schema}.scope s on s.tenant_id = t.tenant_id
),
headed as (
  select f.*, case f.basis when 'stock' then f.lvr_stock else f.lvr_flow end as lvr,
         case when f.first_period then null else
           metric.bound(f.basis, f.opening, f.closing, f.moves, f.before_entered, f.entered, -1) end as lvr_low,
         case when f.first_period then null else
           metric.bound(f.basis, f.opening, f.closing, f.moves, f.before_entered, f.entered, 1) end as lvr_high,
         f.grain = 'month' and not f.in_progress and f.status_reason is null as judged
    from figured f
)
select h.tenant, h.definition, h.grain, h.period_start, h.period_end,
       case when h.in_progress then 'in_progress' else 'final' end as status,
       h.status_reason, h.basis,
       h.opening::integer, h.entered::integer, h.exited_converted::integer, h.exited_disqualified::integer,
       h.exited_decayed::integer, h.exited_criteria::integer, h.passed_through::integer, h.closing::integer,
       h.lvr_stock, h.lvr_flow, h.lvr, h.lvr_low, h.lvr_high,
       case when h.status_reason is null then h.lvr_low > 0 or h.lvr_high < 0 end as significant,
       case when not h.first_period then h.denominator < 20 end as low_base,
       case when h.in_progress and not h.first_period then
         case h.basis when 'stock' then metric.growth(h.same_day_closing, h.closing) else h.lvr_flow end end as pace,
       case when h.judged then metric.band(h.lvr) end as band,
       case when h.grain = 'month' then metric.target_low(h.arr_minor) end as target_low,
       case when h.grain = 'month' then metric.target_high(h.arr_minor) end as target_high,
       case when h.judged then metric.vs_target(h.lvr, h.arr_minor) end as vs_target,
       h.created::integer,
       case when not h.first_period then metric.growth(h.before_created, h.created) end as total_lvr,
       h.today as as_of
  from headed h;

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
