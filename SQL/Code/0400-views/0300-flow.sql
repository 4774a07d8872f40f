-- Per period and channel: what moved, and what to compare it with. Not granted to anybody.
--
-- `before_*` are the figures of the period before. A period in progress compares with the same
-- number of days of it (day k with day k; its last day if it is shorter), so `same_day` is where
-- the comparison ends. One pass over day_count assigns days to periods; only the running period
-- looks again. A channel has its row in every period from the first of all on, zeros included:
-- a waterfall by channel adds up in each.
create view {schema}.flow with (security_barrier) as
with day as (
  select c.tenant_id, s.today, c.channel, c.day, c.created, c.entered, c.passed_through,
         c.exited_converted, c.exited_disqualified, c.exited_decayed, c.exited_criteria,
         c.entered - c.exited_converted - c.exited_disqualified - c.exited_decayed - c.exited_criteria as net
    from {schema}.scope s
    join core.day_count c on c.tenant_id = s.tenant_id and c.generation = s.generation and c.day <= s.today
),
moved as (
  select d.tenant_id, d.channel, p.grain, p.period_start,
         sum(d.created) as created, sum(d.entered) as entered, sum(d.passed_through) as passed_through,
         sum(d.exited_converted) as exited_converted, sum(d.exited_disqualified) as exited_disqualified,
         sum(d.exited_decayed) as exited_decayed, sum(d.exited_criteria) as exited_criteria, sum(d.net) as net
    from day d
    cross join lateral (values ('month', date_trunc('month', d.day::timestamp)::date),
                               ('week', date_trunc('week', d.day::timestamp)::date)) as p (grain, period_start)
   group by d.tenant_id, d.channel, p.grain, p.period_start
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
    from {schema}.period p
    join channel c on c.tenant_id = p.tenant_id
    left join moved m on m.tenant_id = p.tenant_id and m.channel = c.channel and m.grain = p.grain
                     and m.period_start = p.period_start
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
  left join lateral (
    select sum(d.entered) filter (where d.day <= k.same_day) as entered,
           sum(d.created) filter (where d.day <= k.same_day) as created,
           sum(d.net) filter (where d.day > k.same_day) as later
      from day d, lateral (select least(r.prior_start + (d.today - r.period_start), r.prior_end)) as k (same_day)
     -- Inside, so that it is a one-time filter: outside, every period would look (500 ms against 15).
     where r.in_progress and not r.first_period
       and d.tenant_id = r.tenant_id and d.channel = r.channel and d.day between r.prior_start and r.prior_end
  ) as same on true;
