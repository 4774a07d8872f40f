-- What a period's counts say: every figure of a report row that follows from its counts. The one
-- place where the pieces meet, used by both report views and by what is computed on demand.
-- Written so that PostgreSQL inlines it (one SELECT, immutable).
create or replace function metric.figures(
  grain text, basis text, first_period boolean, in_progress boolean, period_start date, history_from date,
  arr_minor bigint, opening bigint, closing bigint, entered bigint, exited bigint, passed_through bigint,
  created bigint, before_entered bigint, before_created bigint, same_day_closing bigint,
  all_opening bigint, all_before bigint)
returns table (lvr_stock numeric, lvr_flow numeric, lvr numeric, lvr_low numeric, lvr_high numeric,
  significant boolean, low_base boolean, pace numeric, status_reason text, band text,
  target_low numeric, target_high numeric, vs_target text, total_lvr numeric, contribution numeric)
language sql immutable parallel safe
as $$
  select r.lvr_stock, r.lvr_flow, r.lvr, r.lvr_low, r.lvr_high,
         case when r.status_reason is null then r.lvr_low > 0 or r.lvr_high < 0 end,
         case when not first_period then r.denominator < 20 end,
         case when in_progress and not first_period then
           case basis when 'stock' then metric.growth(same_day_closing, closing) else r.lvr_flow end end,
         r.status_reason,
         case when r.judged then metric.band(r.lvr) end,
         case when grain = 'month' then metric.target_low(arr_minor) end,
         case when grain = 'month' then metric.target_high(arr_minor) end,
         case when r.judged then metric.vs_target(r.lvr, arr_minor) end,
         case when not first_period then metric.growth(before_created, created) end,
         case when not first_period then
           case basis when 'stock' then metric.share(closing - opening, all_opening)
             else metric.share(entered - before_entered, all_before) end end
  from (
    select h.*, case basis when 'stock' then h.lvr_stock else h.lvr_flow end as lvr,
           grain = 'month' and not in_progress and h.status_reason is null as judged
    from (
      select case when not first_period then metric.growth(opening, closing) end as lvr_stock,
             case when not first_period then metric.growth(before_entered, entered) end as lvr_flow,
             -- Pass-throughs were in the pipeline at the end of no day: they say nothing about its noise.
             case when not first_period then metric.bound(basis, opening, closing,
               entered + exited - 2 * passed_through, before_entered, entered, -1) end as lvr_low,
             case when not first_period then metric.bound(basis, opening, closing,
               entered + exited - 2 * passed_through, before_entered, entered, 1) end as lvr_high,
             case basis when 'stock' then opening else before_entered end as denominator,
             metric.status_reason(first_period, case basis when 'stock' then opening else before_entered end,
               period_start, history_from) as status_reason
    ) as h
  ) as r
$$;
