select job_id, token from work.finish_all($1, $2, $3)
