select d.version, d.name, d.basis, d.source, d.warnings, d.created_at,
       coalesce(g.generation = h.live_generation, false) as live
from core.definition d
join core.head h on h.tenant_id = d.tenant_id
left join core.generation g on g.tenant_id = d.tenant_id and g.generation = h.live_generation and g.definition = d.version
where d.tenant_id = $1
order by d.version
