select work.holds($1, $2, $3)
