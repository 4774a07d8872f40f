-- The report views are re-created whole, so that a column can move or go.
do $$
declare
  v record;
begin
  -- Names as text: a regclass whose view went with an earlier one's cascade prints as a number.
  for v in select format('%I.%I', n.nspname, c.relname) as name
             from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'v' and c.relnamespace in ('report'::regnamespace, 'agency'::regnamespace) loop
    execute format('drop view if exists %s cascade', v.name);
  end loop;
end $$;

-- The date for which the caller's reports answer.
create or replace function report.today() returns date
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select metric.today_in(t.timezone) from guard.tenant t where t.tenant_id = guard.tenant_id());
end $$;
alter function report.today() owner to headway_report;
revoke all on function report.today() from public;
grant execute on function report.today() to headway_reader, headway_service;
