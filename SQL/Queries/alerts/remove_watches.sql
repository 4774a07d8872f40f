delete from core.watch w
using unnest($2::text[], $3::bigint[]) as gone (unit, id)
where w.tenant_id = $1 and w.unit = gone.unit and w.id = gone.id
