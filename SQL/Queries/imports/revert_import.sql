update core.import set state = 'reverted', finished_at = clock_timestamp() where tenant_id = $1 and import_id = $2
