-- The same waterfall per channel of first touch; its counts add up exactly to those of {schema}.lvr.
create view {schema}.lvr_by_channel with (security_barrier) as
with part as (
  select f.*, sum(f.opening) over p as all_opening, sum(f.before_entered) over p as all_before
    from {schema}.flow f
  window p as (partition by f.tenant_id, f.grain, f.period_start)
)
select s.tenant, s.definition, p.grain, p.period_start, p.period_end,
       case when p.in_progress then 'in_progress' else 'final' end as status, s.basis, p.channel,
       p.opening::integer, p.entered::integer, p.exited_converted::integer, p.exited_disqualified::integer,
       p.exited_decayed::integer, p.exited_criteria::integer, p.closing::integer,
       g.lvr_stock, g.lvr_flow, g.lvr, g.lvr_low, g.lvr_high, g.significant, g.low_base, g.contribution,
       s.today as as_of
  from part p
  join {schema}.scope s on s.tenant_id = p.tenant_id
 cross join lateral metric.figures(p.grain, s.basis, p.first_period, p.in_progress, p.period_start, s.history_from,
         s.arr_minor, p.opening, p.closing, p.entered,
         p.exited_converted + p.exited_disqualified + p.exited_decayed + p.exited_criteria, p.passed_through,
         p.created, p.before_entered, p.before_created, p.same_day_closing, p.all_opening::bigint,
         p.all_before::bigint) as g
 where p.opening <> 0 or p.closing <> 0 or p.entered <> 0 or p.before_entered <> 0;

comment on view {schema}.lvr_by_channel is 'The lead velocity rate and waterfall of each channel of first touch; a channel with nothing but zeros is absent.';
comment on column {schema}.lvr_by_channel.tenant is 'The client''s short name.';
comment on column {schema}.lvr_by_channel.definition is 'The version of the definition that all counts follow.';
comment on column {schema}.lvr_by_channel.grain is 'month or week.';
comment on column {schema}.lvr_by_channel.period_start is 'First day of the period.';
comment on column {schema}.lvr_by_channel.period_end is 'Last day of the period.';
comment on column {schema}.lvr_by_channel.status is 'in_progress or final.';
comment on column {schema}.lvr_by_channel.basis is 'Which rate lvr shows: stock or flow.';
comment on column {schema}.lvr_by_channel.channel is 'The channel of the lead''s earliest fact that carries one, else unknown.';
comment on column {schema}.lvr_by_channel.opening is 'Leads of the channel qualified on the last day of the period before.';
comment on column {schema}.lvr_by_channel.entered is 'Times a lead of the channel became qualified.';
comment on column {schema}.lvr_by_channel.exited_converted is 'Exits because the lead became a customer.';
comment on column {schema}.lvr_by_channel.exited_disqualified is 'Exits because the lead was disqualified.';
comment on column {schema}.lvr_by_channel.exited_decayed is 'Exits because the lead went silent, or grew too old.';
comment on column {schema}.lvr_by_channel.exited_criteria is 'Exits because a gate no longer held.';
comment on column {schema}.lvr_by_channel.closing is 'Leads of the channel qualified on the last day.';
comment on column {schema}.lvr_by_channel.lvr_stock is 'Growth from opening to closing, in percent.';
comment on column {schema}.lvr_by_channel.lvr_flow is 'Growth of entered over the period before, in percent.';
comment on column {schema}.lvr_by_channel.lvr is 'The headline, as basis says.';
comment on column {schema}.lvr_by_channel.lvr_low is 'Lower bound of its 95 % interval.';
comment on column {schema}.lvr_by_channel.lvr_high is 'Upper bound of its 95 % interval.';
comment on column {schema}.lvr_by_channel.significant is 'Whether the interval excludes 0.';
comment on column {schema}.lvr_by_channel.low_base is 'Whether fewer than 20 leads stand in the denominator.';
comment on column {schema}.lvr_by_channel.contribution is 'Percentage points that the channel adds to the growth of all.';
comment on column {schema}.lvr_by_channel.as_of is 'The day the row answers for.';
