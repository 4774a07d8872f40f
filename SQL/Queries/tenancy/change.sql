select guard.change_tenant($1, $2, $3, $4, $5, $6, $7)
