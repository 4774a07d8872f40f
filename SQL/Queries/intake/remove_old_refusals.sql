delete from core.refusal where tenant_id = $1 and received_at < work.clock() - make_interval(days => $2)
