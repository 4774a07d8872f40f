update core.import set state = 'done', finished_at = clock_timestamp() where tenant_id = $1 and import_id = $2
