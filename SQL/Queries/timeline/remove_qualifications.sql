delete from core.qualification q
using unnest($3::bigint[]) as gone (lead_id)
where q.tenant_id = $1 and q.generation = $2 and q.lead_id = gone.lead_id
