-- All clients side by side, as the operator.
select tenant, name, state, definition, basis, period_start, period_end, status_reason, opening, entered, exited, closing,
       lvr, lvr_shown, lvr_low, lvr_high, significant, low_base, band, target_low, target_high, vs_target, usual, deviation, distance,
       unusual, lvr_months, pace, alerts, hot_alerts, as_of
from guard.portfolio()
