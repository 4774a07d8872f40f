-- Keeps a month's figures as readers see them now. Empty: no such month, or it is not over.
insert into core.publication (tenant_id, period_start, revision, reason, definition, zone, next_arrival, basis,
  status_reason, opening, entered, exited_converted, exited_disqualified, exited_decayed, exited_criteria, passed_through,
  closing, created, entered_before, lvr_stock, lvr_flow, lvr, lvr_low, lvr_high, significant, low_base, band, target_low,
  target_high, vs_target, total_lvr)
select $1, l.period_start, $3, $4, l.definition, g.zone, h.next_arrival, l.basis, l.status_reason, l.opening, l.entered,
       l.exited_converted, l.exited_disqualified, l.exited_decayed, l.exited_criteria, l.passed_through, l.closing,
       l.created, l.entered_before, l.lvr_stock, l.lvr_flow, l.lvr, l.lvr_low, l.lvr_high, l.significant, l.low_base,
       l.band, l.target_low, l.target_high, l.vs_target, l.total_lvr
from (
  select m.*, lag(m.entered) over (order by m.period_start) as entered_before from report.lvr m where m.grain = 'month'
) as l
join core.head h on h.tenant_id = $1
join core.generation g on g.tenant_id = $1 and g.generation = h.live_generation
where l.period_start = $2 and l.status = 'final'
returning opening, entered, exited_converted, exited_disqualified, exited_decayed, exited_criteria, passed_through
