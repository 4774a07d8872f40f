-- The people who call, the next one first.
select s.name, s.email, s.paused, s.last_turn,
       (select count(*) from core.assignment a where a.tenant_id = $1 and a.sdr = s.name)
from core.sdr s
where s.tenant_id = $1
order by s.paused, s.last_turn, s.name
