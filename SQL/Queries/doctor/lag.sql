-- How much of a tenant is to be computed, and for how long it has been; nothing is where nothing has a definition.
select count(d.id), (extract(epoch from clock_timestamp() - min(d.since)))::bigint
from core.head h
join core.dirty d on d.tenant_id = h.tenant_id
where h.tenant_id = $1 and h.live_generation is not null
