select key from core.ban where tenant_id = $1
