-- A page of all clients, by slug; after one. As the operator.
select row_to_json(r)::text, array[r.tenant]
from guard.portfolio() r
where $1::text[] is not null and (($2::text[])[1] is null or r.tenant > ($2::text[])[1])
order by r.tenant
limit $3
