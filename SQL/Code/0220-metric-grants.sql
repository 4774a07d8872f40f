-- A view's functions run with the reader's rights, so everybody who reads may call them.
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'metric'::regnamespace loop
    execute format('alter function %s owner to headway_owner', f.name);
    execute format('revoke all on function %s from public', f.name);
    execute format('grant execute on function %s to headway_service, headway_reader, headway_agency, headway_report, headway_agency_report',
      f.name);
  end loop;
end $$;
