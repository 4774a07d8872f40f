-- The date a report answers for: `set headway.as_of = '2026-10-31'` moves it; else the date now
-- in a tenant's zone. What is no date is ignored with a WARNING: a typo in a dashboard must not
-- take it down, and must not pass unseen.
--
-- The calendar is checked by hand, since an exception block would start a subtransaction, which
-- a parallel plan forbids.
create or replace function metric.today_in(zone text) returns date
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  wanted text := nullif(pg_catalog.current_setting('headway.as_of', true), '');
  y integer; m integer; d integer;
begin
  if wanted is not null then
    if wanted ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
      y := pg_catalog.substr(wanted, 1, 4)::integer;
      m := pg_catalog.substr(wanted, 6, 2)::integer;
      d := pg_catalog.substr(wanted, 9, 2)::integer;
      if y >= 1 and m between 1 and 12 and d between 1 and (case
          when m in (4, 6, 9, 11) then 30
          when m <> 2 then 31
          when (y % 4 = 0 and y % 100 <> 0) or y % 400 = 0 then 29
          else 28 end) then
        return pg_catalog.make_date(y, m, d);
      end if;
    end if;
    raise warning 'headway.as_of is "%", which is no date: reports answer for today', wanted
      using hint = 'Write it as 2026-10-31.';
  end if;
  return (pg_catalog.clock_timestamp() at time zone zone)::date;
end $$;
