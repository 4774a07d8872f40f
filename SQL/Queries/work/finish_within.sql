-- In the transaction that has done the work: no row, and all of it is undone.
delete from work.job where tenant_id = $1 and job_id = $2 and starts = $3 and state = 'running' returning true
