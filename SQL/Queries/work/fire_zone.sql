select work.fire_zone($1, $2, $3, $4, $5, $6, $7, $8)
