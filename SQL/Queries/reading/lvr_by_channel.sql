select tenant, definition, grain, period_start, period_end, status, basis, channel, opening, entered, exited_converted,
       exited_disqualified, exited_decayed, exited_criteria, closing, lvr_stock, lvr_flow, lvr, lvr_low, lvr_high,
       significant, low_base, contribution, as_of, metric.shown(lvr, null, null)
from report.lvr_by_channel
where grain = $1 and period_end >= $2 and period_start <= $3
order by period_start, channel
