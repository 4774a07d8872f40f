select tenant_id, slug, job_id, kind, subject, token, attempts, crashes, due_since, reached
from work.claim($1, $2, $3, $4, $5, make_interval(secs => $6), $7, $8)
