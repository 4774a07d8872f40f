-- The sums of a generation that has none yet.
insert into core.day_count (tenant_id, generation, day, channel, created, entered, exited_converted, exited_disqualified,
  exited_decayed, exited_criteria, passed_through)
select $1, $2, n.day, n.channel, n.created, n.entered, n.converted, n.disqualified, n.decayed, n.criteria, n.passed
from unnest($3::date[], $4::text[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::int[], $11::int[])
  as n (day, channel, created, entered, converted, disqualified, decayed, criteria, passed)
order by n.day, n.channel
