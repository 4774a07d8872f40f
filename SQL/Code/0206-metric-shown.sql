-- A rate as tables and pages show it: one decimal, and more where fewer would put it into another
-- band, or on the other side of its target. 24.96 is 25.0, both are healthy; 25.04 is not.
create or replace function metric.shown(rate numeric, target_low numeric, target_high numeric) returns text
language sql immutable parallel safe
as $$
  select round(rate, digits)::text
    from generate_series(1, 6) as digits
   where digits = 6
      or metric.band(round(rate, digits)) = metric.band(rate)
     and (round(rate, digits) < target_low) is not distinct from (rate < target_low)
     and (round(rate, digits) > target_high) is not distinct from (rate > target_high)
   order by digits
   limit 1
$$;
