select guard.create_key($1, $2, $3, $4, $5, $6)
