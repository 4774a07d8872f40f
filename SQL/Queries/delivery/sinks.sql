-- The sinks, or the one of that name ($2), with what became of their messages.
select s.name, s.settings, s.kinds, s.failures, s.open_until, s.disabled, s.created_at,
       m.waiting, m.delivered, m.dead, m.last_error
  from core.sink s
  cross join lateral (
    select count(*) filter (where o.state = 'pending') as waiting,
           count(*) filter (where o.state = 'delivered') as delivered,
           count(*) filter (where o.state = 'dead') as dead,
           (array_agg(o.last_error order by o.created_at desc, o.message_id)
             filter (where o.last_error is not null))[1] as last_error
      from core.outbox o
     where o.tenant_id = $1 and o.sink = s.name) as m
 where s.tenant_id = $1 and ($2::text is null or s.name = $2)
 order by s.name
