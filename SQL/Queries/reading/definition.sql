select name, source from core.definition where tenant_id = $1 and version = $2
