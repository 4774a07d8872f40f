select work.put_zone($1, $2, $3, $4, $5, $6)
