-- Lets the refresh that this transaction wants rest for a moment: who wants it is going to do it at once. Where that
-- comes to nothing, the job is there.
update work.job set run_at = work.clock() + make_interval(secs => $2)
where tenant_id = $1 and kind = 'refresh' and state = 'waiting' and attempts = 0
