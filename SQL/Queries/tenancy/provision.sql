select tenant_id, made from guard.provision($1, $2, $3, $4, $5, $6, $7)
