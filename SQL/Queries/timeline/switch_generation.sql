-- The one UPDATE that readers follow.
update core.head set live_generation = $2 where tenant_id = $1
