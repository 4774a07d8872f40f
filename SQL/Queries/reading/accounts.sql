-- The accounts that move most.
select account, momentum, stakeholders_now, stakeholders_before, surging
from report.account_momentum
order by momentum desc, stakeholders_now desc, account
limit $1
