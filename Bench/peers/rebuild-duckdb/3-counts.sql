-- What each day changes in the counts, by channel.
create table day_count as
select tenant_id, day, channel, sum(created) as created, sum(entered) as entered,
       count(*) filter (where reason = 'converted') as exited_converted,
       count(*) filter (where reason = 'disqualified') as exited_disqualified,
       count(*) filter (where reason = 'decayed') as exited_decayed,
       count(*) filter (where reason = 'criteria') as exited_criteria, sum(passed) as passed_through
from (
  select tenant_id, created_day as day, channel, 1 as created, 0 as entered, null as reason, 0 as passed
  from qualification
  union all
  select t.tenant_id, t.day, q.channel, 0, t.is_qualified::int, t.reason, 0
  from turned t join qualification q using (tenant_id, lead_id)
  union all
  select tenant_id, passed_on, channel, 0, 1, 'converted', 1 from qualification where passed_on is not null
)
group by all;
