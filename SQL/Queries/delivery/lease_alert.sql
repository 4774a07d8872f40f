-- Takes the message of alert $2 for sink $3 until $5, whether or not the sink rests: somebody waits for it.
update core.outbox o
   set leased_until = $5, attempts = o.attempts + 1
 where o.tenant_id = $1 and o.alert_id = $2 and o.sink = $3 and o.state = 'pending'
   and (o.leased_until is null or o.leased_until <= $4)
returning o.message_id, o.alert_id, o.attempts, o.created_at
