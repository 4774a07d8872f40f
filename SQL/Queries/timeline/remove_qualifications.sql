delete from core.qualification where tenant_id = $1 and generation = $2 and lead_id = any ($3)
