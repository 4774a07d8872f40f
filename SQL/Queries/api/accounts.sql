-- A page of the accounts that move, the fastest first; after momentum, stakeholders and name of an account.
select row_to_json(r)::text, array[r.momentum::text, r.stakeholders_now::text, r.account]
from report.account_momentum r
where $1::text[] is not null and (($2::text[])[1] is null
   or (-r.momentum, -r.stakeholders_now, r.account)
     > (-(($2::text[])[1])::integer, -(($2::text[])[2])::integer, ($2::text[])[3]))
order by r.momentum desc, r.stakeholders_now desc, r.account
limit $3
