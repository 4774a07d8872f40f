-- Who owns and who may call the functions of schema guard. Re-created whole: what is not
-- granted here is not granted.
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as name, p.proname from pg_proc p
            where p.pronamespace = 'guard'::regnamespace loop
    execute format('revoke all on function %s from public, headway_service, headway_reader, headway_agency', f.name);
    if f.proname in ('create_login', 'drop_login', 'rotate_login', 'forget_tenant', 'sweep_logins') then
      execute format('alter function %s owner to headway_provisioner', f.name);
    elsif f.proname = 'analyze_timelines' then
      -- Only who owns a table may have it analyzed.
      execute format('alter function %s owner to headway_owner', f.name);
    elsif f.proname not in ('write_policies', 'telling_columns') then
      execute format('alter function %s owner to headway_guard', f.name);
    end if;
  end loop;
end $$;

grant execute on function guard.tenant_id() to headway_owner, headway_service, headway_reader, headway_report;
grant execute on function guard.is_agency() to headway_agency, headway_agency_report;
grant execute on function guard.enter(bigint, boolean), guard.require_open(boolean), guard.find_tenant(text), guard.entered_tenant(),
  guard.analyze_timelines(), guard.end_restore(bigint), guard.table_locks() to headway_service;
grant execute on function guard.telling_columns() to headway_guard;
grant execute on function guard.register_login(name, text, bigint, text, timestamptz), guard.forget_login(name),
  guard.logins(bigint), guard.expired_logins(), guard.remove_tenant(bigint), guard.is_client_login(name),
  guard.require_verifier(text) to headway_provisioner;
-- headway_cli's own grants are written by Store's migrator, since its name may differ on a server with
-- several Headways.
