-- A page of what was told, the newest first: kind; after the number of an alert.
select row_to_json(r)::text, array[r.alert_id::text]
from report.alert r
where (($1::text[])[1] is null or r.kind = ($1::text[])[1])
  and (($2::text[])[1] is null or r.alert_id < (($2::text[])[1])::bigint)
order by r.alert_id desc
limit $3
