// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  /// The files of `SQL/Roles/`, in the order of their names.
  public static let roles: [SQLFile] = [
    SQLFile(
      name: "0001-groups", sha256: "238dda9c56bedc82dbf1a3eea782b3ce306467efe273a5010df10e24ca689579",
      text: #"""
-- The groups: roles that own things or carry privileges, and never log in.
--
-- Roles belong to the whole server, not to one database, so every statement here bears being
-- run again, beside another database's Headway. Two migrations at once may still collide in
-- pg_authid; the migrator repeats the file then.
do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      ('headway_owner',         'owns every table; subject to forced policies like everybody'),
      ('headway_guard',         'owns the identity map and the functions that read it'),
      ('headway_provisioner',   'owns the procedures that make and drop logins'),
      ('headway_dispatch',      'owns the functions that hand out the work of all tenants'),
      ('headway_service',       'the service and its workers: one tenant at a time, through guard.enter'),
      ('headway_reader',        'every client login: SELECT on report.*'),
      ('headway_agency',        'the agency''s own logins: SELECT on agency.*'),
      ('headway_report',        'owns the views of schema report'),
      ('headway_agency_report', 'owns the views of schema agency')
    ) as r (name, meaning)
  loop
    if not exists (select from pg_roles where rolname = wanted.name) then
      execute format('create role %I nologin', wanted.name);
    end if;
    execute format('comment on role %I is %L', wanted.name, 'Headway: ' || wanted.meaning);
    -- An administrator who is no superuser needs membership to create things in its name.
    if not (select rolsuper from pg_roles where rolname = current_user)
      and not pg_has_role(current_user, wanted.name, 'member') then
      execute format('grant %I to current_user', wanted.name);
    end if;
  end loop;
end $$;

-- The only role that may make logins. It cannot log in itself, and headway_cli reaches it
-- through the procedures of schema guard alone.
alter role headway_provisioner createrole;
grant headway_reader, headway_agency to headway_provisioner with admin option;

"""#),
  ]
}
