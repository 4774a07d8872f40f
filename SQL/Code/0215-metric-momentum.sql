-- What momentum is called. `tiers` are the least momentum of cooling, neutral, warming and hot.
create or replace function metric.tier(momentum integer, tiers integer[]) returns text
language sql immutable parallel safe
return (array['cold', 'cooling', 'neutral', 'warming', 'hot'])[1 + width_bucket(momentum, tiers)];

-- A lead's momentum at a place of its own arrays and one of its account's (0: before the first).
create or replace function metric.momentum_at(velocity smallint[], frequency smallint[], content smallint[],
  state smallint[], i integer, points smallint[], j integer) returns integer
language sql immutable parallel safe
return velocity[i] + frequency[i] + content[i] + case when state[i] & 3 > 0 then coalesce(points[j], 0) else 0 end;

-- Since when the tier of a day has held: goes back from step to step of the lead and of its account.
create or replace function metric.tier_since(today date, days date[], velocity smallint[], frequency smallint[],
  content smallint[], state smallint[], account_days date[], points smallint[], tiers integer[]) returns date
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  i integer := width_bucket(today, days);
  j integer := coalesce(width_bucket(today, account_days), 0);
  wanted integer := width_bucket(metric.momentum_at(velocity, frequency, content, state, i, points, j), tiers);
  since date;
begin
  while i > 0 and width_bucket(metric.momentum_at(velocity, frequency, content, state, i, points, j), tiers) = wanted loop
    since := greatest(days[i], account_days[j]);
    if account_days[j] = since then j := j - 1; end if;
    if days[i] = since then i := i - 1; end if;
  end loop;
  return since;
end $$;

-- The last of ascending times that is not after a day of a zone; NULL before the first.
create or replace function metric.last_through(times timestamptz[], day date, zone text) returns timestamptz
language sql stable parallel safe
return times[width_bucket(((day + 1)::timestamp at time zone zone) - interval '1 microsecond', times)];
