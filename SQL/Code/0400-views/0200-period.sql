-- The periods of a tenant, from the one with the earliest created day to the one with today,
-- without a gap. Not granted to anybody.
create view {schema}.period with (security_barrier) as
with first as (
  select s.tenant_id, s.today, min(c.day) as day
    from {schema}.scope s
    join core.day_count c on c.tenant_id = s.tenant_id and c.generation = s.generation
   where c.created > 0 and c.day <= s.today
   group by s.tenant_id, s.today
)
select f.tenant_id, 'month'::text as grain, m::date as period_start, (m + interval '1 month - 1 day')::date as period_end,
       (m - interval '1 month')::date as prior_start, (m - interval '1 day')::date as prior_end,
       m::date <= f.day as first_period, (m + interval '1 month - 1 day')::date >= f.today as in_progress
  from first f,
       generate_series(date_trunc('month', f.day::timestamp), f.today::timestamp, interval '1 month') as m
union all
select f.tenant_id, 'week', w::date, (w + interval '6 days')::date, (w - interval '7 days')::date,
       (w - interval '1 day')::date, w::date <= f.day, (w + interval '6 days')::date >= f.today
  from first f,
       generate_series(date_trunc('week', f.day::timestamp), f.today::timestamp, interval '7 days') as w;
