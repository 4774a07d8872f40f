-- Who owns and who may call the functions of schema work, and what their owner may see of the tenants'
-- rows: whether there is something to do, and nothing of what it is about.
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'work'::regnamespace loop
    execute format('revoke all on function %s from public, headway_service, headway_reader, headway_agency', f.name);
    execute format('alter function %s owner to headway_dispatch', f.name);
    if f.name::text !~ '^work\.(deal|go_round|rescue|bury|bury_crashed|state_of|concerned)\(' then
      execute format('grant execute on function %s to headway_service', f.name);
    end if;
  end loop;
end $$;

grant select (tenant_id, slug, timezone, state) on guard.tenant to headway_dispatch;
grant select (tenant_id, due_day) on core.watch to headway_dispatch;
grant select (tenant_id, live_generation) on core.head to headway_dispatch;
grant select (tenant_id, disabled) on core.sink to headway_dispatch;
grant select (tenant_id) on core.dirty to headway_dispatch;
grant select (tenant_id, sink, state, next_at) on core.outbox to headway_dispatch;
grant select (tenant_id, rejected) on core.import to headway_dispatch;
grant select (tenant_id, message) on core.event, core.call to headway_dispatch;
