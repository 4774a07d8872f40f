select job_id, tenant, zone, kind, subject, state, run_at, attempts, crashes, worker, last_error, created_at
from work.jobs($1, $2, $3)
