-- Keeps which lead had which part in a month, and answers what the parts add up to.
with kept as (
  insert into core.published_part (tenant_id, period_start, revision, part, opening, entered, exited_converted,
    exited_disqualified, exited_decayed, exited_criteria, passed_through, leads)
  select $1, $2, $3,
         row_number() over (order by m.opening desc, m.entered, m.exited_converted, m.exited_disqualified,
           m.exited_decayed, m.exited_criteria, m.passed_through),
         m.opening, m.entered, m.exited_converted, m.exited_disqualified, m.exited_decayed, m.exited_criteria,
         m.passed_through, array_agg(q.lead_id order by q.lead_id)
  from core.head h
  join core.qualification q on q.tenant_id = $1 and q.generation = h.live_generation
    and metric.has_part(q.qualified, q.passed_on, $2::date, $4::date)
  cross join lateral metric.part(q.qualified, q.exits, q.passed_on, $2::date, $4::date) as m
  where h.tenant_id = $1
  group by m.opening, m.entered, m.exited_converted, m.exited_disqualified, m.exited_decayed, m.exited_criteria,
    m.passed_through
  returning *
)
select coalesce(sum(k.opening * n.leads), 0)::integer, coalesce(sum(k.entered * n.leads), 0)::integer,
       coalesce(sum(k.exited_converted * n.leads), 0)::integer, coalesce(sum(k.exited_disqualified * n.leads), 0)::integer,
       coalesce(sum(k.exited_decayed * n.leads), 0)::integer, coalesce(sum(k.exited_criteria * n.leads), 0)::integer,
       coalesce(sum(k.passed_through * n.leads), 0)::integer
from kept k
cross join lateral (select cardinality(k.leads) as leads) as n
