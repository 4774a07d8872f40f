-- What a lead makes of its momentum by itself on every day that is known: sums of windows over the days on which something
-- enters or leaves one, and one row of arrays for each lead, as a report would want to look it up.
--
-- Sums of points count in quarters. The deepest content of a window is the highest of four counters in one integer, six
-- bits each: no window has more than 30 days.
create unlogged table peer.momentum as
with change as (
  select d.tenant_id, d.lead_id, d.day + edge.days as day,
         d.points * edge.gain as gain, d.points * edge.week as week, d.points * edge.week_before as week_before,
         d.engaged * edge.ever as ever, d.engaged * edge.often as often, d.engaged * edge.often_before as often_before,
         deep.lane * edge.deep as deep, deep.lane * edge.deep_before as deep_before,
         deep.here * edge.here as here, deep.here * edge.here_before as here_before
  from peer.day d
  cross join lateral (
    select case when d.depth = 0 then 0 else 1 << (6 * (d.depth - 1)) end as lane, (d.engaged > 0)::int as here
  ) as deep
  cross join (
    values (0, 8, 1, 0, 1, 1, 0, 1, 0, 1, 0), (7, -4, -1, 1, 0, 0, 0, 0, 0, 0, 0),
           (14, -2, 0, -1, 0, -1, 1, -1, 1, 0, 0), (28, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0),
           (30, -2, 0, 0, 0, 0, 0, 0, 0, -1, 1), (44, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0),
           (60, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1)
  ) as edge (days, gain, week, week_before, ever, often, often_before, deep, deep_before, here, here_before)
  where d.engaged > 0 or d.points <> 0 and edge.days <= 30
),
sums as (
  select tenant_id, lead_id, day,
         (sum(sum(gain)) over so_far)::int as gain, sum(sum(week)) over so_far as week,
         sum(sum(week_before)) over so_far as week_before, sum(sum(ever)) over so_far as ever,
         sum(sum(often)) over so_far as often, sum(sum(often_before)) over so_far as often_before,
         sum(sum(deep)) over so_far as deep, sum(sum(deep_before)) over so_far as deep_before,
         sum(sum(here)) over so_far as here, sum(sum(here_before)) over so_far as here_before
  from change
  group by tenant_id, lead_id, day
  window so_far as (partition by tenant_id, lead_id order by day)
),
quantity as (
  select tenant_id, lead_id, day, gain, week, week_before, often, often_before, here, here_before,
         case when deep >= 262144 then 4 when deep >= 4096 then 3 when deep >= 64 then 2 when deep > 0 then 1 else 0 end
           as deep,
         case when deep_before >= 262144 then 4 when deep_before >= 4096 then 3 when deep_before >= 64 then 2
              when deep_before > 0 then 1 else 0 end as deep_before
  from sums
  where ever > 0
),
level as (
  select tenant_id, lead_id, day, gain,
         (case when gain >= 240 then 10 when gain >= 160 then 8 when gain >= 80 then 5 when gain >= 40 then 3
               when gain > 0 then 1 when gain < 0 then -6 else -5 end)::smallint as velocity,
         (case when often = 0 and often_before = 0 then -6 when often = 0 then -8
               when often_before = 0 then case when often >= 3 then 8 else 3 end
               when often >= 2 * often_before then 8 when 4 * often >= 5 * often_before then 4
               when 4 * often > 3 * often_before then 0 when 2 * often > often_before then -4 else -6 end)::smallint
           as frequency,
         (case when deep = 0 then case when deep_before > 0 then -2 else 0 end
               when deep > deep_before then ('{1,4,6,8}'::int[])[deep]
               when deep = deep_before then ('{0,1,3,5}'::int[])[deep] else -3 end)::smallint as content,
         ((here > 0)::int + 2 * (here_before > 0)::int
           + case when week = 0 or week = week_before then 0 when week > week_before then 4 else 8 end)::smallint as state
  from quantity
),
turn as (
  select l.*,
         (velocity, frequency, content, gain, state) is distinct from
           (lag(velocity) over w, lag(frequency) over w, lag(content) over w, lag(gain) over w, lag(state) over w) as turns
  from level l
  window w as (partition by tenant_id, lead_id order by day)
)
select tenant_id, lead_id, array_agg(day) as days, array_agg(velocity) as velocity, array_agg(frequency) as frequency,
       array_agg(content) as content, array_agg(gain) as gain, array_agg(state) as state
from turn
where turns
group by tenant_id, lead_id;

alter table peer.momentum add primary key (tenant_id, lead_id);
analyze peer.momentum, peer.qualification;
