-- Messages that are due and did not go, for how long, those that were given up lately, and sinks that are off.
select count(*) filter (where o.state = 'pending' and o.next_at < clock_timestamp()),
       (extract(epoch from clock_timestamp() - min(o.next_at) filter (where o.state = 'pending')))::bigint,
       count(*) filter (where o.state = 'dead' and o.created_at > clock_timestamp() - interval '30 days'),
       array(select s.name from core.sink s where s.tenant_id = $1 and s.disabled is not null order by 1)
from core.outbox o
where o.tenant_id = $1
