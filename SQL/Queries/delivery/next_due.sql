-- When the next message for sink $2 may go out: when it is due, and neither under way nor held back by a
-- rest of the sink. NULL: none waits, or the sink is switched off.
select min(greatest(o.next_at, o.leased_until, s.open_until))
  from core.sink s
  join core.outbox o on o.tenant_id = $1 and o.sink = s.name and o.state = 'pending'
 where s.tenant_id = $1 and s.name = $2 and s.disabled is null
