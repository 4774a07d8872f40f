select guard.create_login($1, $2, $3, $4, $5)
