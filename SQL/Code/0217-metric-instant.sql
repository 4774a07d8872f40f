-- The instant of a time as the log writes it, in a zone: with a Z, without an offset, or a date alone.
--
-- A local time that a clock change skips moves forward, as PostgreSQL has it. One that comes twice
-- means the first, where PostgreSQL takes the second: an hour earlier, if that has the same wall clock.
create or replace function metric.instant(written text, zone text) returns timestamptz
language sql stable parallel safe
as $$
  select case
    when written like '%Z' then written::timestamptz
    when (l.at - interval '1 hour') at time zone zone = written::timestamp then l.at - interval '1 hour'
    else l.at end
  from (select rtrim(written, 'Z')::timestamp at time zone zone as at) as l
$$;
