select job_id, token from work.finish($1, $2, $3)
