-- One part of the leads, {part} of {parts}: what is held at once stays small.
create or replace temp table day as select * from every_day where lead_id % {parts} = {part};
create or replace temp table lead as select * from every_lead where lead_id % {parts} = {part};

-- Of the last stage of each day, what changes against the stage before.
create or replace temp table stage as
select tenant_id, lead_id, day, (rank between 1 and 4)::int - (coalesce(rank_before, 0) between 1 and 4)::int as reached,
       (rank = 4)::int - (coalesce(rank_before, 0) = 4)::int as customer,
       (rank = 5)::int - (coalesce(rank_before, 0) = 5)::int as disqualified
from (
  select tenant_id, lead_id, day, rank,
         lag(rank) over (partition by tenant_id, lead_id order by day) as rank_before
  from (
    select tenant_id, lead_id, greatest(day, created) as day, max(staged) & 7 as rank
    from day join lead using (tenant_id, lead_id)
    where staged is not null
    group by all
  )
);

create or replace temp table state as
with change as (
  select tenant_id, lead_id, day + edge.days as day, contact * edge.quarter as contact, demo * edge.month as demo,
         pricing * edge.quarter as pricing, points * edge.ever as score, points * edge.month as points,
         (engaged > 0)::int * edge.idle as fresh, (engaged > 0)::int * edge.decay as alive, 0 as young,
         0 as reached, 0 as customer, 0 as disqualified
  from day
  cross join (values (0, 1, 1, 1, 1, 1), (30, -1, 0, 0, 0, 0), (31, 0, 0, -1, 0, 0), (60, 0, 0, 0, -1, 0),
    (90, 0, -1, 0, 0, 0)) as edge (days, month, quarter, idle, decay, ever)
  union all
  select tenant_id, lead_id, created + edge.days, 0, 0, 0, 0, 0, edge.idle, edge.decay, edge.age, 0, 0, 0
  from lead
  cross join (values (0, 1, 1, 1), (31, -1, 0, 0), (60, 0, -1, 0), (300, 0, 0, -1)) as edge (days, idle, decay, age)
  union all
  select tenant_id, lead_id, day, 0, 0, 0, 0, 0, 0, 0, 0, reached, customer, disqualified from stage
),
net as (
  select tenant_id, lead_id, day, sum(contact) as contact, sum(demo) as demo, sum(pricing) as pricing, sum(score) as score,
         sum(points) as points, sum(fresh) as fresh, sum(alive) as alive, sum(young) as young,
         sum(reached) as reached, sum(customer) as customer, sum(disqualified) as disqualified
  from change
  group by all
),
held as (
  select tenant_id, lead_id, day,
         sum(contact) over so_far > 0 and (sum(score) over so_far >= 20 or sum(demo) over so_far > 0)
           and (sum(pricing) over so_far > 0 or sum(points) over so_far >= 15)
           and (sum(reached) over so_far > 0 or sum(fresh) over so_far > 0) and sum(young) over so_far > 0 as gates,
         sum(alive) over so_far > 0 and sum(young) over so_far > 0 as alive,
         sum(customer) over so_far > 0 as is_customer, sum(disqualified) over so_far > 0 as is_disqualified,
         customer > 0 as becomes_customer
  from net
  window so_far as (partition by tenant_id, lead_id order by day)
),
decided as (
  select *, gates and alive and not is_customer and not is_disqualified as is_qualified from held
)
select *, lag(is_qualified, 1, false) over (partition by tenant_id, lead_id order by day) as was_qualified from decided;

create or replace temp table turn as
select tenant_id, lead_id, day, is_qualified,
       case when is_qualified then null when is_customer then 'converted' when is_disqualified then 'disqualified'
            when not alive then 'decayed' else 'criteria' end as reason
from state
where is_qualified <> was_qualified;

create or replace temp table passed as
select w.tenant_id, w.lead_id, w.day as passed_on
from (
  select tenant_id, lead_id, min(day) as day from state where becomes_customer and is_customer and gates group by all
) w
left join (select tenant_id, lead_id, min(day) as day from turn group by all) f using (tenant_id, lead_id)
where f.day is null or w.day < f.day;

insert into qualification
select l.tenant_id, l.lead_id, l.created as created_day, coalesce(c.channel, 'unknown') as channel,
       '{' || coalesce(s.spans, '') || '}' as qualified, '{' || coalesce(s.reasons, '') || '}' as exits, p.passed_on
from lead l
left join channel c using (tenant_id, lead_id)
left join passed p using (tenant_id, lead_id)
left join (
  select tenant_id, lead_id,
         string_agg(case when is_qualified then '[' || day || ',' else day || ')' end || case when is_qualified then ''
           when next_day is null then '' else ',' end, '' order by day) as spans,
         string_agg(reason, ',' order by day) as reasons
  from (select *, lead(day) over (partition by tenant_id, lead_id order by day) as next_day from turn)
  group by all
) s using (tenant_id, lead_id);

insert into turned select * from turn;

drop table state;

insert into momentum
with change as (
  select tenant_id, lead_id, day + edge.days as day,
         points * edge.gain as gain, points * edge.week as week, points * edge.week_before as week_before,
         engaged * edge.ever as ever, engaged * edge.often as often, engaged * edge.often_before as often_before,
         lane * edge.deep as deep, lane * edge.deep_before as deep_before,
         came * edge.here as here, came * edge.here_before as here_before
  from (
    select *, case when depth = 0 then 0 else 1 << (6 * (depth - 1)) end as lane, (engaged > 0)::int as came from day
  )
  cross join (
    values (0, 8, 1, 0, 1, 1, 0, 1, 0, 1, 0), (7, -4, -1, 1, 0, 0, 0, 0, 0, 0, 0),
           (14, -2, 0, -1, 0, -1, 1, -1, 1, 0, 0), (28, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0),
           (30, -2, 0, 0, 0, 0, 0, 0, 0, -1, 1), (44, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0),
           (60, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1)
  ) as edge (days, gain, week, week_before, ever, often, often_before, deep, deep_before, here, here_before)
  where engaged > 0 or points <> 0 and edge.days <= 30
),
net as (
  select tenant_id, lead_id, day, sum(gain)::int as gain, sum(week)::int as week, sum(week_before)::int as week_before,
         sum(ever)::int as ever, sum(often)::int as often, sum(often_before)::int as often_before,
         sum(deep)::int as deep, sum(deep_before)::int as deep_before, sum(here)::int as here,
         sum(here_before)::int as here_before
  from change
  group by all
),
sums as (
  select tenant_id, lead_id, day, (sum(gain) over so_far)::int as gain, (sum(week) over so_far)::int as week,
         (sum(week_before) over so_far)::int as week_before, (sum(ever) over so_far)::int as ever,
         (sum(often) over so_far)::int as often, (sum(often_before) over so_far)::int as often_before,
         (sum(deep) over so_far)::int as deep, (sum(deep_before) over so_far)::int as deep_before,
         (sum(here) over so_far)::int as here, (sum(here_before) over so_far)::int as here_before
  from net
  window so_far as (partition by tenant_id, lead_id order by day)
),
quantity as (
  select * exclude (deep, deep_before),
         case when deep >= 262144 then 4 when deep >= 4096 then 3 when deep >= 64 then 2 when deep > 0 then 1 else 0 end
           as deep,
         case when deep_before >= 262144 then 4 when deep_before >= 4096 then 3 when deep_before >= 64 then 2
              when deep_before > 0 then 1 else 0 end as deep_before
  from sums
  where ever > 0
),
level as (
  select tenant_id, lead_id, day, gain,
         case when gain >= 240 then 10 when gain >= 160 then 8 when gain >= 80 then 5 when gain >= 40 then 3
              when gain > 0 then 1 when gain < 0 then -6 else -5 end as velocity,
         case when often = 0 and often_before = 0 then -6 when often = 0 then -8
              when often_before = 0 then case when often >= 3 then 8 else 3 end
              when often >= 2 * often_before then 8 when 4 * often >= 5 * often_before then 4
              when 4 * often > 3 * often_before then 0 when 2 * often > often_before then -4 else -6 end as frequency,
         case when deep = 0 then case when deep_before > 0 then -2 else 0 end
              when deep > deep_before then [1, 4, 6, 8][deep] when deep = deep_before then [0, 1, 3, 5][deep]
              else -3 end as content,
         (here > 0)::int + 2 * (here_before > 0)::int
           + case when week = 0 or week = week_before then 0 when week > week_before then 4 else 8 end as state
  from quantity
),
turn as (
  select *, (velocity, frequency, content, gain, state) is distinct from
            lag((velocity, frequency, content, gain, state)) over (partition by tenant_id, lead_id order by day) as turns
  from level
)
select tenant_id, lead_id,
       '{' || string_agg(day, ',' order by day) || '}' as days,
       '{' || string_agg(velocity, ',' order by day) || '}' as velocity,
       '{' || string_agg(frequency, ',' order by day) || '}' as frequency,
       '{' || string_agg(content, ',' order by day) || '}' as content,
       '{' || string_agg(gain, ',' order by day) || '}' as gain,
       '{' || string_agg(state, ',' order by day) || '}' as state
from turn
where turns
group by all;
