-- A page of a tenant's periods, newest first: grain, from, to; after the first day of a period.
select row_to_json(r)::text, array[r.period_start::text]
from report.lvr r
where r.grain = ($1::text[])[1]
  and (($1::text[])[2] is null or r.period_end >= (($1::text[])[2])::date)
  and (($1::text[])[3] is null or r.period_start <= (($1::text[])[3])::date)
  and (($2::text[])[1] is null or r.period_start < (($2::text[])[1])::date)
order by r.period_start desc
limit $3
