-- Empty: another run has taken over, and this one's results are stale.
select true from core.refresh where tenant_id = $1 and run = $2 for update
