-- What momentum is good for, in figures. Each is a row, so that one that is added moves no column.
--
-- Spells of heat are read off all timelines: for a client of 5,000 leads some 330,000 steps, a second or two.
create view {schema}.momentum_dashboard with (security_barrier) as
with step as (
  select h.tenant, h.lead_id, h.from_day, h.to_day, h.tier,
         lag(h.tier) over (partition by h.tenant, h.lead_id order by h.from_day) as before
    from {schema}.momentum_history h
),
spell as (
  select s.tenant, s.lead_id, s.from_day as since
    from step s
   where s.tier = 'hot' and s.before is distinct from 'hot'
),
heat as (
  select sc.tenant_id, sc.tenant, sc.generation, sc.today, sc.zone, sp.lead_id, sp.since,
         metric.tier_began(sp.since, m.engaged_first, sc.zone) as began, m.touched, m.days[1] as first_day
    from {schema}.scope sc
    join spell sp on sp.tenant = sc.tenant and sp.since <= sc.today
    join core.momentum m on m.tenant_id = sc.tenant_id and m.generation = sc.generation and m.lead_id = sp.lead_id
),
answer as (
  select h.tenant, h.since, h.today, h.began,
         (select t.at from unnest(h.touched) as t (at)
           where t.at >= h.began and t.at < (h.today + 1)::timestamp at time zone h.zone order by 1 limit 1) as touched_at,
         metric.due_by('hot', h.since, h.began, h.zone) as due_by
    from heat h
   where h.since > h.today - 90
),
life as (
  select sc.tenant, sc.today, p.lead_id,
         (select min(u.day) from unnest(p.stage_days, p.stages) as u (day, stage)
           where u.day <= sc.today and u.stage in ('mql', 'sql', 'opportunity', 'customer')) as mql,
         (select min(u.day) from unnest(p.stage_days, p.stages) as u (day, stage)
           where u.day <= sc.today and u.stage in ('sql', 'opportunity', 'customer')) as sql,
         (select min(u.day) from unnest(p.stage_days, p.stages) as u (day, stage)
           where u.day <= sc.today and u.stage = 'customer') as customer,
         f.since as hot, f.first_day
    from {schema}.scope sc
    join core.profile p on p.tenant_id = sc.tenant_id and p.generation = sc.generation
    left join (
      select h.tenant_id, h.lead_id, min(h.since) as since, min(h.first_day) as first_day
        from heat h group by h.tenant_id, h.lead_id
    ) as f on f.tenant_id = p.tenant_id and f.lead_id = p.lead_id
),
now as (
  select m.tenant, m.tier, m.stage, count(*) as leads from {schema}.standing m group by m.tenant, m.tier, m.stage
)
select u.tenant, u.metric, u.segment, round(u.value, 6) as value, u.leads from (
select t.tenant, 'hot_leads_7_days' as metric, 'all' as segment, count(distinct t.lead_id)::numeric as value,
       count(distinct t.lead_id) as leads
  from step t join {schema}.scope sc on sc.tenant = t.tenant
 where t.tier = 'hot' and t.from_day <= sc.today and (t.to_day is null or t.to_day > sc.today - 6)
 group by t.tenant
union all
select a.tenant, f.metric, 'all', f.value, f.leads
  from (
    select a.tenant, avg(extract(epoch from a.touched_at - a.began) / 3600) as mean,
           percentile_cont(0.5) within group (order by extract(epoch from a.touched_at - a.began) / 3600) as median,
           avg((a.touched_at <= a.due_by)::integer) filter (where a.touched_at is not null or a.due_by < clock_timestamp())
             as kept,
           count(a.touched_at) as touched, count(*) as spells
      from answer a group by a.tenant
  ) as a
 cross join lateral (values
   ('hours_from_hot_to_touch_mean', a.mean::numeric, a.touched),
   ('hours_from_hot_to_touch_median', a.median::numeric, a.touched),
   ('share_touched_in_time', a.kept::numeric, a.spells)
 ) as f (metric, value, leads)
 where f.value is not null
union all
select n.tenant, 'leads_by_tier', n.tier, sum(n.leads), sum(n.leads)::bigint from now n group by n.tenant, n.tier
union all
select n.tenant, 'share_of_mqls', case when n.tier in ('hot', 'warming') then 'positive' when n.tier = 'neutral' then 'neutral'
         else 'negative' end,
       sum(n.leads) / sum(sum(n.leads)) over (partition by n.tenant), sum(n.leads)::bigint
  from now n where n.stage = 'mql' group by n.tenant, 3
union all
select l.tenant, f.metric, f.segment, f.value, f.leads
  from (
    select l.tenant,
           avg((l.sql is not null)::integer) filter (where l.hot is not null and (l.sql is null or l.sql >= l.hot)) as hot_sql,
           count(*) filter (where l.hot is not null and (l.sql is null or l.sql >= l.hot)) as hots,
           avg((l.sql is not null)::integer) filter (where l.mql is not null) as mql_sql,
           count(*) filter (where l.mql is not null) as mqls,
           avg(l.hot - l.first_day) as to_hot, count(l.hot) as ever_hot,
           avg((l.customer is not null)::integer) filter (where l.mql is not null and l.hot is not null) as hot_customer,
           count(*) filter (where l.mql is not null and l.hot is not null) as hot_mqls,
           avg((l.customer is not null)::integer) filter (where l.mql is not null and l.hot is null) as cold_customer,
           count(*) filter (where l.mql is not null and l.hot is null) as cold_mqls
      from life l group by l.tenant
  ) as l
 cross join lateral (values
   ('share_to_sql', 'hot', l.hot_sql, l.hots),
   ('share_to_sql', 'mql', l.mql_sql, l.mqls),
   ('days_from_first_engagement_to_hot', 'all', l.to_hot, l.ever_hot),
   ('share_of_mqls_to_customer', 'ever hot', l.hot_customer, l.hot_mqls),
   ('share_of_mqls_to_customer', 'never hot', l.cold_customer, l.cold_mqls)
 ) as f (metric, segment, value, leads)
 where f.value is not null and f.leads > 0
union all
select c.tenant, format('days_from_depth_%s_to_%s_median', c.from_depth, c.to_depth), c.segment, c.median_days, c.leads
  from {schema}.content_progression c
 where c.segmented_by in ('all', 'channel')
) as u;

comment on view {schema}.momentum_dashboard is 'What momentum is good for: how fast hot leads are called, and what becomes of them.';
comment on column {schema}.momentum_dashboard.tenant is 'The client''s short name.';
comment on column {schema}.momentum_dashboard.metric is 'hot_leads_7_days, hours_from_hot_to_touch_mean and _median and share_touched_in_time (hot since 90 days at most), leads_by_tier, share_of_mqls, share_to_sql, days_from_first_engagement_to_hot, share_of_mqls_to_customer, days_from_depth_1_to_2_median and so on to 4 (by channel, and all).';
comment on column {schema}.momentum_dashboard.segment is 'What the leads are told apart by; all where they are not.';
comment on column {schema}.momentum_dashboard.value is 'Leads, hours, days, or a share of 1.';
comment on column {schema}.momentum_dashboard.leads is 'How many leads the value is made of.';
