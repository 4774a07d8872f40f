-- Of what something has to be told today though nothing happened. Sorted after they are found: in the
-- order of the key the server would go through those of all days to come.
select w.unit, w.id
from (select unit, id from core.watch where tenant_id = $1 and due_day <= $2 offset 0) as w
order by w.unit, w.id
limit $3
