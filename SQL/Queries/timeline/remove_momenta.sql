delete from core.momentum m
using unnest($3::bigint[]) as gone (lead_id)
where m.tenant_id = $1 and m.generation = $2 and m.lead_id = gone.lead_id
