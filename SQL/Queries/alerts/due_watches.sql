-- Of what something has to be told today though nothing happened.
select unit, id from core.watch where tenant_id = $1 and due_day <= $2 order by unit, id limit $3
