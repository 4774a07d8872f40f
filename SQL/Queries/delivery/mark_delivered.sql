-- Whoever says so has seen the receiver say so: no matter who holds the lease by now.
update core.outbox
   set state = 'delivered', delivered_at = $3, leased_until = null, last_error = null
 where tenant_id = $1 and message_id = $2
