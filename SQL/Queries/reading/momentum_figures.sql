-- What momentum is good for, in figures.
select metric, segment, value, leads::bigint
from report.momentum_dashboard
order by metric, segment
