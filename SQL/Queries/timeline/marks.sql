select unit, id, token from core.dirty where tenant_id = $1 order by unit, id limit $2
