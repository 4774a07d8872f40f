-- Whether a month's rate is unusual for its tenant (Docs/Metrics.md, section 5): significant, and further
-- from the median of the six months before than twice their median absolute deviation. Months without a
-- rate are passed over; with fewer than four that have one, nothing can be said.
--
-- `distance` is in median absolute deviations; NULL where that is 0, for then any difference is infinitely far.
create or replace function metric.change(lvr numeric, significant boolean, earlier numeric[],
  out usual numeric, out deviation numeric, out distance numeric, out unusual boolean)
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  sorted numeric[] := array(select v from unnest(earlier) as v where v is not null order by v);
  n integer := cardinality(sorted);
begin
  if n < 4 then
    return;
  end if;
  usual := (sorted[(n + 1) / 2] + sorted[n / 2 + 1]) / 2;
  sorted := array(select abs(v - usual) from unnest(sorted) as v order by 1);
  deviation := (sorted[(n + 1) / 2] + sorted[n / 2 + 1]) / 2;
  distance := round(abs(lvr - usual) / nullif(deviation, 0), 2);
  unusual := significant and abs(lvr - usual) > 2 * deviation;
  usual := round(usual, 6);
  deviation := round(deviation, 6);
end $$;
