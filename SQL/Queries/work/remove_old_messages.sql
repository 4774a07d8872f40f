-- Messages that nothing more will come of, $2 days after their last attempt or arrival.
delete from core.outbox
 where tenant_id = $1 and state <> 'pending'
   and coalesce(delivered_at, next_at) < work.clock() - make_interval(days => $2)
