-- Adds changes of timelines to the sums; a lead that leaves a day subtracts there.
insert into core.day_count (tenant_id, generation, day, channel, created, entered, exited_converted, exited_disqualified,
  exited_decayed, exited_criteria, passed_through)
select $1, $2, n.day, n.channel, n.created, n.entered, n.converted, n.disqualified, n.decayed, n.criteria, n.passed
from unnest($3::date[], $4::text[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::int[], $11::int[])
  as n (day, channel, created, entered, converted, disqualified, decayed, criteria, passed)
order by n.day, n.channel
on conflict (tenant_id, generation, day, channel) do update set
  created = day_count.created + excluded.created, entered = day_count.entered + excluded.entered,
  exited_converted = day_count.exited_converted + excluded.exited_converted,
  exited_disqualified = day_count.exited_disqualified + excluded.exited_disqualified,
  exited_decayed = day_count.exited_decayed + excluded.exited_decayed,
  exited_criteria = day_count.exited_criteria + excluded.exited_criteria,
  passed_through = day_count.passed_through + excluded.passed_through
