-- Which of these messages the log has already.
select e.message
from unnest($2::uuid[]) as wanted (message)
join core.event e on e.tenant_id = $1 and e.message = wanted.message
