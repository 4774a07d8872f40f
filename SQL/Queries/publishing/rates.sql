-- What was published as the headline of the months between two days. Reads no lead.
select period_start, lvr, metric.shown(lvr, target_low, target_high)
from report.publication
where period_start between $1 and $2
order by period_start
