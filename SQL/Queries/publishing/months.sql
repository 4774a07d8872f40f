-- Published months with what is so now, newest first: those between two days, or the last so many.
select tenant, period_start, definition, published_at, revision, reason, basis, status_reason, opening, entered,
       exited_converted, exited_disqualified, exited_decayed, exited_criteria, passed_through, closing, created,
       entered_before, lvr_stock, lvr_flow, lvr, lvr_low, lvr_high, significant, low_base, band, target_low, target_high,
       vs_target, total_lvr, metric.shown(lvr, target_low, target_high), live_definition, live_basis, live_status_reason,
       live_opening, live_entered, live_exited_converted, live_exited_disqualified, live_exited_decayed,
       live_exited_criteria, live_passed_through, live_closing, live_created, live_entered_before, live_lvr_stock,
       live_lvr_flow, live_lvr, live_band, live_vs_target, metric.shown(live_lvr, target_low, target_high), leads_changed
from report.published_lvr
where ($1::date is null or period_start >= $1) and ($2::date is null or period_start <= $2)
order by period_start desc
limit $3
