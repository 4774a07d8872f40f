-- The figures of rows whose counts were computed on demand, in their order: the formulas are
-- those of the report views.
select g.lvr_stock, g.lvr_flow, g.lvr, g.lvr_low, g.lvr_high, g.significant, g.low_base, g.pace, g.status_reason,
       g.band, g.target_low, g.target_high, g.vs_target, g.total_lvr, g.contribution,
       metric.shown(g.lvr, g.target_low, g.target_high)
from unnest($5::boolean[], $6::boolean[], $7::date[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[],
    $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[])
  with ordinality as n (first_period, in_progress, period_start, opening, closing, entered, exited, passed_through,
    created, before_entered, before_created, same_day_closing, all_opening, all_before, place)
cross join lateral metric.figures($1::text, $2::text, n.first_period, n.in_progress, n.period_start, $3::date,
  $4::bigint, n.opening, n.closing, n.entered, n.exited, n.passed_through, n.created, n.before_entered, n.before_created,
  n.same_day_closing, n.all_opening, n.all_before) as g
order by n.place
