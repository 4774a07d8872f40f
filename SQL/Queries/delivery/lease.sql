-- Takes the message that has been due longest at sink $2, until $4; none while another of that sink is
-- under way, or the sink rests: after a rest one message goes first, alone.
--
-- The attempt is counted before it is made: whoever dies in between has tried, and the message is due
-- again when the lease is over.
with next as (
  select o.message_id
    from core.sink s
    join core.outbox o on o.tenant_id = $1 and o.sink = s.name
   where s.tenant_id = $1 and s.name = $2 and s.disabled is null and (s.open_until is null or s.open_until <= $3)
     and o.state = 'pending' and o.next_at <= $3
     and not exists (
       select from core.outbox b
        where b.tenant_id = $1 and b.sink = $2 and b.state = 'pending' and b.leased_until > $3)
   order by o.next_at, o.message_id
   limit 1
)
update core.outbox o
   set leased_until = $4, attempts = o.attempts + 1
  from next
 where o.tenant_id = $1 and o.message_id = next.message_id and o.state = 'pending' and o.next_at <= $3
   and (o.leased_until is null or o.leased_until <= $3)
returning o.message_id, o.alert_id, o.attempts, o.created_at
