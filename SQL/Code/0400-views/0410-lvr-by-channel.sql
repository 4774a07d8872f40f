-- The same waterfall per channel of first touch; counts add up exactly to {schema}.lvr.
create view {schema}.lvr_by_channel with (security_barrier) as
with figured as (
  select s.tenant, s.definition, s.basis, s.today, s.history_from, f.*,
         sum(f.opening) over p as all_opening, sum(f.before_entered) over p as all_before,
         case when f.first_period then null else metric.growth(f.opening, f.closing) end as lvr_stock,
         case when f.first_period then null else metric.growth(f.before_entered, f.entered) end as lvr_flow,
         f.entered + f.exited_converted + f.exited_disqualified + f.exited_decayed + f.exited_criteria
           - 2 * f.passed_through as moves
    from {schema}.flow f join {schema}.scope s on s.tenant_id = f.tenant_id
  window p as (partition by f.tenant_id, f.grain, f.period_start)
),
headed as (
  select f.*, case f.basis when 'stock' then f.lvr_stock else f.lvr_flow end as lvr,
         case when f.first_period then null else
           metric.bound(f.basis, f.opening, f.closing, f.moves, f.before_entered, f.entered, -1) end as lvr_low,
         case when f.first_period then null else
           metric.bound(f.basis, f.opening, f.closing, f.moves, f.before_entered, f.entered, 1) end as lvr_high
    from figured f
)
select h.tenant, h.definition, h.grain, h.period_start, h.period_end,
       case when h.in_progress then 'in_progress' else 'final' end as status,
       h.basis, h.channel,
       h.opening::integer, h.entered::integer, h.exited_converted::integer, h.exited_disqualified::integer,
       h.exited_decayed::integer, h.exited_criteria::integer, h.closing::integer,
       h.lvr_stock, h.lvr_flow, h.lvr, h.lvr_low, h.lvr_high,
       case when h.lvr is not null and not coalesce(h.period_start < h.history_from, false)
         then h.lvr_low > 0 or h.lvr_high < 0 end as significant,
       case when not h.first_period then
         case h.basis when 'stock' then h.opening else h.before_entered end < 20 end as low_base,
       case when not h.first_period then
         case h.basis when 'stock' then metric.share(h.closing - h.opening, h.all_opening::bigint)
           else metric.share(h.entered - h.before_entered, h.all_before::bigint) end end as contribution,
       h.today as as_of
  from headed h
 where h.opening <> 0 or h.closing <> 0 or h.entered <> 0 or h.before_entered <> 0;

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
