delete from core.profile p
using unnest($3::bigint[]) as gone (lead_id)
where p.tenant_id = $1 and p.generation = $2 and p.lead_id = gone.lead_id
