delete from work.dead_job where tenant_id = $1 and died_at < work.clock() - make_interval(days => $2)
