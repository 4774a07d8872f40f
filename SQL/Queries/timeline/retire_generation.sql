update core.generation set state = 'retired' where tenant_id = $1 and generation = $2
