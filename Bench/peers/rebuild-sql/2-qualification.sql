-- The days on which each gate holds, as multiranges: unions of windows, then one intersection for each lead.
create unlogged table peer.lead as
with day as (
  select d.*,
         coalesce(min(day) filter (where is_seen) over lead, min(day) over lead) as created,
         sum(points) over so_far as score, lead(day) over so_far as next_day
  from peer.day as d
  window lead as (partition by tenant_id, lead_id), so_far as (partition by tenant_id, lead_id order by day)
)
select tenant_id, lead_id, min(created) as created,
       range_agg(daterange(day, day + 90)) filter (where is_contact) as contact,
       coalesce(range_agg(daterange(day, next_day)) filter (where score >= 20), '{}')
         + coalesce(range_agg(daterange(day, day + 30)) filter (where is_demo), '{}') as intent,
       range_agg(daterange(day, day + 90)) filter (where is_pricing) as pricing,
       coalesce(range_agg(daterange(day, day + 31)) filter (where engaged > 0), '{}')
         + datemultirange(daterange(min(created), min(created) + 31)) as fresh,
       coalesce(range_agg(daterange(day, day + 60)) filter (where engaged > 0), '{}')
         + datemultirange(daterange(min(created), min(created) + 60)) as alive
from day
group by tenant_id, lead_id;

create unlogged table peer.busy as
select tenant_id, lead_id, range_agg(daterange(day, next_day)) as busy
from (
  select tenant_id, lead_id, day, sum(change) over so_far as points, lead(day) over so_far as next_day
  from (
    select tenant_id, lead_id, day, points as change from peer.day where points <> 0
    union all
    select tenant_id, lead_id, day + 30, -points from peer.day where points <> 0
  ) as change
  window so_far as (partition by tenant_id, lead_id order by day)
) as sums
where points >= 15
group by tenant_id, lead_id;

create unlogged table peer.stage as
select tenant_id, lead_id,
       range_agg(daterange(day, next_day)) filter (where rank between 1 and 4) as reached,
       range_agg(daterange(day, next_day)) filter (where rank = 4) as customer,
       range_agg(daterange(day, next_day)) filter (where rank = 5) as disqualified
from (
  select d.tenant_id, d.lead_id, greatest(d.day, l.created) as day, d.staged & 7 as rank,
         lead(greatest(d.day, l.created)) over (partition by d.tenant_id, d.lead_id order by d.staged) as next_day
  from peer.day d
  join peer.lead l using (tenant_id, lead_id)
  where d.staged is not null
) as change
group by tenant_id, lead_id;

analyze peer.lead, peer.busy, peer.stage;

create unlogged table peer.qualification as
select tenant_id, lead_id, created as created_day, channel, qualified,
       array(
         select case
                  when customer @> upper(span) then 'converted'
                  when disqualified @> upper(span) then 'disqualified'
                  when upper(span) >= created + 300 or not alive @> upper(span) then 'decayed'
                  else 'criteria' end
         from unnest(qualified) as span
         order by span
       ) as exits,
       (select min(lower(won))
        from unnest(customer) as won
        where gates @> lower(won) and lower(won) < created + 300
          and (isempty(qualified) or lower(won) < lower(qualified))) as passed_on
from (
  select tenant_id, lead_id, created, channel, gates, alive, customer, disqualified,
         gates * alive * datemultirange(daterange(created, created + 300)) - customer - disqualified as qualified
  from (
    select l.tenant_id, l.lead_id, l.created, l.alive, coalesce(c.channel, 'unknown') as channel,
           coalesce(s.customer, '{}') as customer, coalesce(s.disqualified, '{}') as disqualified,
           coalesce(l.contact, '{}') * l.intent * (coalesce(l.pricing, '{}') + coalesce(b.busy, '{}'))
             * (l.fresh + coalesce(s.reached, '{}')) as gates
    from peer.lead l
    left join peer.channel c using (tenant_id, lead_id)
    left join peer.busy b using (tenant_id, lead_id)
    left join peer.stage s using (tenant_id, lead_id)
  ) as gate
  offset 0
) as timeline;

alter table peer.qualification add primary key (tenant_id, lead_id);

-- What each day changes in the counts, by channel.
create unlogged table peer.day_count as
select tenant_id, day, channel, sum(created)::int as created, sum(entered)::int as entered,
       (count(*) filter (where reason = 'converted'))::int as exited_converted,
       (count(*) filter (where reason = 'disqualified'))::int as exited_disqualified,
       (count(*) filter (where reason = 'decayed'))::int as exited_decayed,
       (count(*) filter (where reason = 'criteria'))::int as exited_criteria,
       sum(passed)::int as passed_through
from (
  select tenant_id, created_day as day, channel, 1 as created, 0 as entered, null as reason, 0 as passed
  from peer.qualification
  union all
  select q.tenant_id, lower(span), q.channel, 0, 1, null, 0 from peer.qualification q, unnest(q.qualified) as span
  union all
  select q.tenant_id, upper(s.span), q.channel, 0, 0, q.exits[s.place], 0
  from peer.qualification q, unnest(q.qualified) with ordinality as s (span, place)
  union all
  select tenant_id, passed_on, channel, 0, 1, 'converted', 1 from peer.qualification where passed_on is not null
) as change
group by tenant_id, day, channel;

alter table peer.day_count add primary key (tenant_id, day, channel);
