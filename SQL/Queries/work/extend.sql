select job_id, token from work.extend($1, $2, $3, make_interval(secs => $4))
