-- Per period and channel: what moved, and what to compare it with. Not granted to anybody.
--
-- The periods of a tenant go from the one with the earliest created day to the one with today, without a gap.
-- The scope is asked once: each table that a statement names, however often, asks again who is asking (10 us and its share
-- of the plan), which was a seventh of the time of report.lvr.
--
-- `before_*` are the figures of the period before. A period in progress compares with the same
-- number of days of it (day k with day k; its last day if it is shorter), so `same_day` is where
-- the comparison ends. One pass over day_count assigns days to periods; a second one, over the two
-- periods before the running ones alone, is joined as a whole: asked for row by row it would cost
-- little too, but be estimated at so much that the server compiles the query first (JIT, 400 ms).
-- A channel has its row in every period from the first of all on, zeros included:
-- a waterfall by channel adds up in each.
create view {schema}.flow with (security_barrier) as
with scope as materialized (
  select s.tenant_id, s.generation, s.today from {schema}.scope s
),
day as (
  select c.tenant_id, s.today, c.channel, c.day, c.created, c.entered, c.passed_through,
         c.exited_converted, c.exited_disqualified, c.exited_decayed, c.exited_criteria,
         c.entered - c.exited_converted - c.exited_disqualified - c.exited_decayed - c.exited_criteria as net
    from scope s
    join core.day_count c on c.tenant_id = s.tenant_id and c.generation = s.generation and c.day <= s.today
),
moved as (
  select d.tenant_id, d.channel, 'month'::text as grain, date_trunc('month', d.day::timestamp)::date as period_start,
         sum(d.created) as created, sum(d.entered) as entered, sum(d.passed_through) as passed_through,
         sum(d.exited_converted) as exited_converted, sum(d.exited_disqualified) as exited_disqualified,
         sum(d.exited_decayed) as exited_decayed, sum(d.exited_criteria) as exited_criteria, sum(d.net) as net
    from day d
   group by d.tenant_id, d.channel, 4
  union all
  select d.tenant_id, d.channel, 'week', date_trunc('week', d.day::timestamp)::date,
         sum(d.created), sum(d.entered), sum(d.passed_through), sum(d.exited_converted), sum(d.exited_disqualified),
         sum(d.exited_decayed), sum(d.exited_criteria), sum(d.net)
    from day d
   group by d.tenant_id, d.channel, 4
),
first as (
  select s.tenant_id, s.today, c.day
    from scope s
   cross join lateral (
     select min(c.day) as day
       from core.day_count c
      where c.tenant_id = s.tenant_id and c.generation = s.generation and c.created > 0 and c.day <= s.today) c
   where c.day is not null
),
period as (
  select f.tenant_id, f.today, 'month'::text as grain, m::date as period_start,
         (m + interval '1 month - 1 day')::date as period_end,
         (m - interval '1 month')::date as prior_start, (m - interval '1 day')::date as prior_end,
         m::date <= f.day as first_period, (m + interval '1 month - 1 day')::date >= f.today as in_progress
    from first f,
         generate_series(date_trunc('month', f.day::timestamp), f.today::timestamp, interval '1 month') as m
  union all
  select f.tenant_id, f.today, 'week', w::date, (w + interval '6 days')::date, (w - interval '7 days')::date,
         (w - interval '1 day')::date, w::date <= f.day, (w + interval '6 days')::date >= f.today
    from first f,
         generate_series(date_trunc('week', f.day::timestamp), f.today::timestamp, interval '7 days') as w
),
channel as (
  select distinct tenant_id, channel from day
),
filled as (
  select p.tenant_id, p.grain, p.period_start, p.period_end, p.prior_start, p.prior_end, p.first_period, p.in_progress,
         c.channel,
         coalesce(m.created, 0) as created, coalesce(m.entered, 0) as entered,
         coalesce(m.passed_through, 0) as passed_through,
         coalesce(m.exited_converted, 0) as exited_converted, coalesce(m.exited_disqualified, 0) as exited_disqualified,
         coalesce(m.exited_decayed, 0) as exited_decayed, coalesce(m.exited_criteria, 0) as exited_criteria,
         coalesce(m.net, 0) as net
    from period p
    join channel c on c.tenant_id = p.tenant_id
    left join moved m on m.tenant_id = p.tenant_id and m.channel = c.channel and m.grain = p.grain
                     and m.period_start = p.period_start
),
current as (
  select p.tenant_id, p.grain, p.prior_start, p.prior_end,
         least(p.prior_start + (p.today - p.period_start), p.prior_end) as same_day
    from period p
   where p.in_progress
),
same as (
  select c.tenant_id, c.grain, d.channel,
         sum(d.entered) filter (where d.day <= c.same_day) as entered,
         sum(d.created) filter (where d.day <= c.same_day) as created,
         sum(d.net) filter (where d.day > c.same_day) as later
    from current c
    join day d on d.tenant_id = c.tenant_id and d.day between c.prior_start and c.prior_end
   group by c.tenant_id, c.grain, d.channel
),
running as (
  select f.*,
         sum(f.net) over w as closing,
         lag(f.entered) over w as prior_entered,
         lag(f.created) over w as prior_created
    from filled f
  window w as (partition by f.tenant_id, f.grain, f.channel order by f.period_start)
)
select r.tenant_id, r.grain, r.channel, r.period_start, r.period_end, r.first_period, r.in_progress,
       (r.closing - r.net)::bigint as opening, r.closing::bigint as closing,
       r.created::bigint, r.entered::bigint, r.passed_through::bigint,
       r.exited_converted::bigint, r.exited_disqualified::bigint, r.exited_decayed::bigint, r.exited_criteria::bigint,
       (case when r.in_progress then coalesce(same.entered, 0) else r.prior_entered end)::bigint as before_entered,
       (case when r.in_progress then coalesce(same.created, 0) else r.prior_created end)::bigint as before_created,
       (case when r.in_progress then r.closing - r.net - coalesce(same.later, 0) end)::bigint as same_day_closing
  from running r
  left join same on r.in_progress and not r.first_period
    and same.tenant_id = r.tenant_id and same.grain = r.grain and same.channel = r.channel;
