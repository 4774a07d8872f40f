-- What is left of a lead: the days that it counts on, as readers see them now. Nothing but its number
-- where nothing was ever computed.
insert into core.erased (tenant_id, lead_id, definition, created_day, channel, qualified, exits, passed_on)
select $1, $2, q.definition, q.created_day, q.channel, q.qualified, q.exits, q.passed_on
from (select 1) as one
left join (
  select g.definition, q.created_day, q.channel, q.qualified, q.exits, q.passed_on
  from core.head h
  join core.generation g on g.tenant_id = $1 and g.generation = h.live_generation
  join core.qualification q on q.tenant_id = $1 and q.generation = h.live_generation and q.lead_id = $2
  where h.tenant_id = $1
) as q on true
returning created_day is not null
