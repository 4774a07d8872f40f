select job_id, token from work.extend($1, $2, make_interval(secs => $3))
