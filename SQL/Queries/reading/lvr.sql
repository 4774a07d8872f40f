-- A tenant's periods, newest first: those between two days, or the last so many.
select tenant, definition, grain, period_start, period_end, status, status_reason, basis, opening, entered,
       exited_converted, exited_disqualified, exited_decayed, exited_criteria, passed_through, closing, lvr_stock,
       lvr_flow, lvr, lvr_low, lvr_high, significant, low_base, pace, band, target_low, target_high, vs_target, created,
       total_lvr, as_of, metric.shown(lvr, target_low, target_high)
from report.lvr
where grain = $1 and ($2::date is null or period_end >= $2) and ($3::date is null or period_start <= $3)
order by period_start desc
limit $4
