-- The formulas of the lead velocity rate (Docs/Metrics.md, section 4): here and nowhere else.
-- The report views call them on stored counts, `headway lvr --by` and `--definition` on counts
-- computed on demand. Percentages are exact numerics, rounded half away from zero to 6 decimals.

-- Growth from before to after, in percent. NULL without a baseline: neither zero nor infinity is true.
create or replace function metric.growth(before bigint, after bigint) returns numeric
language sql immutable parallel safe
as $$ select round(100.0 * (after - before) / nullif(before, 0), 6) $$;

-- A part of a whole, in percent: a channel's contribution to the growth of all.
create or replace function metric.share(part bigint, whole bigint) returns numeric
language sql immutable parallel safe
as $$ select round(100.0 * part / nullif(whole, 0), 6) $$;

-- Half the width of the stock rate's 95 % interval: entries and exits as Poisson counts.
create or replace function metric.stock_margin(opening bigint, moves bigint) returns numeric
language sql immutable parallel safe
as $$ select 1.96 * 100 * sqrt(moves::numeric) / nullif(opening, 0) $$;

-- A bound of the flow rate's 95 % interval (side −1 or 1): the log ratio of two Poisson counts.
create or replace function metric.flow_bound(before bigint, after bigint, side integer) returns numeric
language sql immutable parallel safe
as $$
  select case when before > 0 and after > 0 then
    100 * (exp(ln(after::numeric / before) + side * 1.96 * sqrt(1.0 / before + 1.0 / after)) - 1)
  end
$$;

-- A bound of the headline's interval, rounded as the headline is.
create or replace function metric.bound(basis text, opening bigint, closing bigint, moves bigint,
  before bigint, entered bigint, side integer) returns numeric
language sql immutable parallel safe
as $$
  select round(case basis
    when 'stock' then 100.0 * (closing - opening) / nullif(opening, 0) + side * metric.stock_margin(opening, moves)
    else metric.flow_bound(before, entered, side)
  end, 6)
$$;

create or replace function metric.band(lvr numeric) returns text
language sql immutable parallel safe
as $$
  select case
    when lvr < 0 then 'shrinking'
    when lvr < 5 then 'stagnating'
    when lvr < 15 then 'slow'
    when lvr <= 25 then 'healthy'
    when lvr <= 40 then 'aggressive'
    when lvr > 40 then 'surge'
  end
$$;

-- Annual recurring revenue in minor units of any currency with two decimals.
create or replace function metric.target_low(arr_minor bigint) returns numeric
language sql immutable parallel safe
as $$ select case when arr_minor < 100000000 then 20.0 when arr_minor < 1000000000 then 15.0
  when arr_minor is not null then 10.0 end $$;

create or replace function metric.target_high(arr_minor bigint) returns numeric
language sql immutable parallel safe
as $$ select case when arr_minor < 100000000 then 40.0 when arr_minor < 1000000000 then 25.0
  when arr_minor is not null then 20.0 end $$;

create or replace function metric.vs_target(lvr numeric, arr_minor bigint) returns text
language sql immutable parallel safe
as $$
  select case
    when lvr < metric.target_low(arr_minor) then 'below'
    when lvr <= metric.target_high(arr_minor) then 'within'
    when lvr > metric.target_high(arr_minor) then 'above'
  end
$$;

-- Why the headline is NULL, or why it must be read with care. NULL: nothing to say.
create or replace function metric.status_reason(first_period boolean, denominator bigint, period_start date,
  history_from date) returns text
language sql immutable parallel safe
as $$
  select case
    when first_period then 'no_prior_period'
    when coalesce(denominator, 0) = 0 then 'no_baseline'
    when period_start < history_from then 'before_history'
  end
$$;
