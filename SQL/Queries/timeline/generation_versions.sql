-- As generations, by the numbers of their texts: what is asked again before results are written, whether they still follow
-- what they were computed by. A text of a number never changes.
select g.generation, g.generation = h.live_generation, g.definition, g.zone, g.model
from core.head h
join core.generation g on g.tenant_id = h.tenant_id and g.state <> 'retired'
where h.tenant_id = $1
order by g.generation
