-- Who may connect to this database, and make temporary tables in it. Rights on a database do not
-- travel with a dump or a copy of it, so they are written anew with the code.
do $$
declare
  operator name;
begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to headway_service, headway_reader, headway_agency', current_database());
  -- Batches are staged in tables of the session (Docs/Decisions/0004). Readers make none.
  execute format('grant temporary on database %I to headway_service', current_database());
  for operator in select l.role_name from guard.login l where l.kind = 'cli' loop
    execute format('grant connect on database %I to %I', current_database(), operator);
  end loop;
end $$;
