select count(*) from core.dirty where tenant_id = $1
