-- Only under the token that was read: a lead that changed since keeps its mark.
delete from core.dirty d
using unnest($2::text[], $3::bigint[], $4::bigint[]) as m (unit, id, token)
where d.tenant_id = $1 and d.unit = m.unit and d.id = m.id and d.token = m.token
