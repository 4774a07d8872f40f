select tenant_id, message from work.receive($1, $2, $3, $4, $5, $6)
