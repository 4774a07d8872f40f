-- A page of the leads that move, the fastest first: tier; after momentum, gain and number of a lead.
select row_to_json(r)::text, array[r.momentum::text, r.gain::text, r.lead_id::text]
from report.momentum r
where (($1::text[])[1] is null or r.tier = ($1::text[])[1])
  and (($2::text[])[1] is null
    or (-r.momentum, -r.gain, r.lead_id)
      > (-(($2::text[])[1])::integer, -(($2::text[])[2])::numeric, (($2::text[])[3])::bigint))
order by r.momentum desc, r.gain desc, r.lead_id
limit $3
