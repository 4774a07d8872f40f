-- The sinks for which something is due at $2, and which do not rest.
select s.name
  from core.sink s
 where s.tenant_id = $1 and s.disabled is null and (s.open_until is null or s.open_until <= $2)
   and exists (
     select from core.outbox o
      where o.tenant_id = $1 and o.sink = s.name and o.state = 'pending' and o.next_at <= $2
        and (o.leased_until is null or o.leased_until <= $2))
 order by s.name
