update core.refresh set touched_at = $3 where tenant_id = $1 and run = $2
