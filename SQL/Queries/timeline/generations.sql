-- What has to be kept fresh: the generation that readers see, and one that is being built beside it.
select g.generation, g.definition, g.zone, g.state, d.source, g.generation = h.live_generation, g.model, m.source
from core.head h
join core.generation g on g.tenant_id = h.tenant_id and g.state <> 'retired'
join core.definition d on d.tenant_id = g.tenant_id and d.version = g.definition
left join core.model m on m.tenant_id = g.tenant_id and m.version = g.model
where h.tenant_id = $1
order by g.generation
