-- A lead's part in a month (Docs/Metrics.md, section 4): what it adds to each count of the waterfall.
-- Summed over all leads it is the waterfall.
create or replace function metric.part(qualified datemultirange, exits text[], passed_on date, first date, last date)
returns table (opening integer, entered integer, exited_converted integer, exited_disqualified integer,
  exited_decayed integer, exited_criteria integer, passed_through integer)
language sql immutable parallel safe
as $$
  select (qualified @> (first - 1))::integer, s.entered::integer + p.passed, s.converted::integer + p.passed,
         s.disqualified::integer, s.decayed::integer, s.criteria::integer, p.passed
    from (
      select count(*) filter (where lower(u.days) between first and last) as entered,
             count(*) filter (where upper(u.days) between first and last and exits[u.n] = 'converted') as converted,
             count(*) filter (where upper(u.days) between first and last and exits[u.n] = 'disqualified') as disqualified,
             count(*) filter (where upper(u.days) between first and last and exits[u.n] = 'decayed') as decayed,
             count(*) filter (where upper(u.days) between first and last and exits[u.n] = 'criteria') as criteria
        from unnest(qualified) with ordinality as u (days, n)
    ) as s
   cross join (select case when passed_on between first and last then 1 else 0 end as passed) as p
$$;

-- Whether a lead can have a part in a month at all: cheaper to ask first, for most have none. The day
-- before belongs to it, for who leaves on the first day was open until then.
create or replace function metric.has_part(qualified datemultirange, passed_on date, first date, last date)
returns boolean
language sql immutable parallel safe
return qualified && daterange(first - 1, last, '[]') or coalesce(passed_on between first and last, false);

create or replace function metric.times(what text, n integer) returns text
language sql immutable parallel safe
return case when n = 1 then what when n > 1 then what || ' ' || n || ' times' end;

-- A part in words; NULL where there is none. More than once: leads that were joined since.
create or replace function metric.part_words(opening integer, entered integer, converted integer, disqualified integer,
  decayed integer, criteria integer, passed_through integer) returns text
language sql stable parallel safe
return nullif(concat_ws(', ',
  metric.times('open at the start', opening),
  metric.times('entered', entered - passed_through),
  metric.times('converted', converted - passed_through),
  metric.times('disqualified', disqualified),
  metric.times('decayed', decayed),
  metric.times('no longer met the criteria', criteria),
  metric.times('passed through', passed_through),
  metric.times('open at the end', opening + entered - converted - disqualified - decayed - criteria)), '');
