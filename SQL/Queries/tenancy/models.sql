-- All versions of the momentum model, oldest first, and whether readers see its figures.
select m.version, m.source, m.created_at, coalesce(g.generation = h.live_generation, false) as live
from core.model m
join core.head h on h.tenant_id = m.tenant_id
left join core.generation g on g.tenant_id = m.tenant_id and g.generation = h.live_generation and g.model = m.version
where m.tenant_id = $1
order by m.version
