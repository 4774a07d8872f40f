-- To be tried again at $4. Not where another attempt ($3 counts them) has begun since.
update core.outbox
   set next_at = $4, leased_until = null, last_error = $5
 where tenant_id = $1 and message_id = $2 and state = 'pending' and attempts = $3
