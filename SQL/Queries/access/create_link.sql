select guard.create_link($1, $2, $3, $4)
