-- A page of the call list; after a lead, wherever it stands by now, or after the place that it had.
select row_to_json(r)::text, array[r.lead_id::text, r.position::text]
from report.call_queue r
where $1::text[] is not null and (($2::text[])[1] is null
   or r.position > coalesce(
     (select q.position from report.call_queue q where q.lead_id = (($2::text[])[1])::bigint),
     (($2::text[])[2])::bigint - 1))
order by r.position
limit $3
