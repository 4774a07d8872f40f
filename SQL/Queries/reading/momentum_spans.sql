-- A lead's momentum as spans of days, oldest first.
select from_day, to_day, momentum, tier
from report.momentum_history
where lead_id = $1
order by from_day
