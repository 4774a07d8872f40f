-- The accounts that surge, the fastest first.
select account, momentum, stakeholders_now, stakeholders_before, surging
from report.account_momentum
where surging
order by momentum desc, stakeholders_now desc, account
limit $1
