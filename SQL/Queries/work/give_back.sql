select work.give_back($1, $2, $3, make_interval(secs => $4), $5, $6)
