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

-- When a tier began: with the first engagement of its first day, else with the day.
create or replace function metric.tier_began(since date, engaged_first timestamptz[], zone text) returns timestamptz
language sql stable parallel safe
begin atomic
  select coalesce((select f.at from unnest(engaged_first) as f (at)
                    where f.at >= since::timestamp at time zone zone and f.at < (since + 1)::timestamp at time zone zone
                    limit 1),
                  since::timestamp at time zone zone);
end;

-- Why somebody is not to be called or written to; NULL where nothing stands against it.
create or replace function metric.uncallable(stage text, attributes jsonb, unreachable_at timestamptz, day date, zone text)
returns text
language sql stable parallel safe
return case
  when stage = 'customer' then 'a customer already'
  when stage = 'disqualified' then 'disqualified'
  when lower(attributes ->> 'do_not_contact') = 'true' then 'do not contact'
  when unreachable_at < (day + 1)::timestamp at time zone zone then 'unsubscribed, complained or bounced'
end;

-- What speaks for calling, in a line.
create or replace function metric.momentum_reason(gain numeric, velocity integer, frequency integer, content integer,
  stakeholders integer, now_engaged integer, before_engaged integer) returns text
language sql immutable parallel safe
return concat_ws(', ',
  case when velocity > 0 then 'gains points (' || trim_scale(gain::numeric) || ')' end,
  case when frequency > 0 then 'engages more often' end,
  case when content > 0 then 'goes deeper' end,
  case when stakeholders > 0 then now_engaged || ' of its company engage, ' || before_engaged || ' before' end);

-- What an SDR does about a tier.
create or replace function metric.tier_action(tier text) returns text
language sql immutable parallel safe
return case tier
  when 'hot' then 'Call today; bring in an executive, offer premium content'
  when 'warming' then 'Reach out within 48 hours and book a meeting'
  when 'neutral' then 'Keep to the standard nurture cadence'
  when 'cooling' then 'Re-engage: remind of the value, ask whether the time is right'
  when 'cold' then 'Pause outreach; check in once a quarter'
end;

-- Until when: hot the same day, warming within 48 hours.
create or replace function metric.due_by(tier text, since date, began timestamptz, zone text) returns timestamptz
language sql stable parallel safe
return case tier
  when 'hot' then (since + 1)::timestamp at time zone zone - interval '1 second'
  when 'warming' then began + interval '48 hours'
end;
