// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  /// The files of `SQL/Lints/`, in the order of their names.
  public static let lints: [SQLFile] = [
    SQLFile(
      name: "0001-tenant-table-without-forced-policy", sha256: "c191ebb16e0f9cf96f07e4ab8452ba4659790229685a91e533ac6bbce20f4790",
      text: #"""
-- A table that holds tenants' rows and does not enforce whose they are.
select c.oid::regclass::text as offender, 'row-level security is not enabled and forced' as offence
  from pg_class c
 where c.relnamespace in ('core'::regnamespace, 'guard'::regnamespace, 'work'::regnamespace) and c.relkind in ('r', 'p')
   and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
   and not (c.relrowsecurity and c.relforcerowsecurity
     and exists (select from pg_policy p where p.polrelid = c.oid))
union all
-- … and a table of core without a tenant: nothing there belongs to nobody, but the migrator's ledger.
select c.oid::regclass::text, 'has no tenant_id'
  from pg_class c
 where c.relnamespace = 'core'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'migration'
   and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)

"""#),
    SQLFile(
      name: "0002-login-with-too-many-rights", sha256: "3d7364f2c230de096aab8aa43dcdd195de9942bc1116b12281afcf4d46bf7c8e",
      text: #"""
-- A login of ours that is more than a login.
select r.rolname::text as offender, 'may bypass policies, make roles, replicate or own the server' as offence
  from pg_roles r
  join guard.login l on l.role_name = r.rolname
 where r.rolsuper or r.rolbypassrls or r.rolreplication or r.rolcreaterole or r.rolcreatedb
union all
select r.rolname::text, 'owns something'
  from pg_roles r
  join guard.login l on l.role_name = r.rolname
 where exists (select from pg_class c where c.relowner = r.oid and c.relpersistence <> 't')
    or exists (select from pg_proc p where p.proowner = r.oid)
    or exists (select from pg_namespace n where n.nspowner = r.oid and n.nspname !~ '^pg_(toast_)?temp')
union all
select r.rolname::text, 'can log in, and is a group'
  from pg_roles r
 where r.rolname ~ '^headway_(owner|guard|provisioner|dispatch|service|reader|agency|report|agency_report)$'
   and (r.rolcanlogin or r.rolsuper or r.rolbypassrls)

"""#),
    SQLFile(
      name: "0003-reader-with-a-base-table", sha256: "df254fdf0c7614f47e457a916ae2fe6f14e275a18ecdcd8ed44a7eac2e7e3e3e",
      text: #"""
-- A client's or the agency's login that can see more than views: a base table's estimates tell
-- how many rows others have; a materialised view, foreign table or partition has no policy.
select g.name || ' on ' || c.oid::regclass as offender, 'may read something that is no report view' as offence
  from pg_class c
  cross join (values ('headway_reader'), ('headway_agency')) as g (name)
 where c.relkind in ('r', 'p', 'm', 'f', 'S')
   and c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
   and c.relpersistence <> 't' and c.relnamespace::regnamespace::text !~ '^pg_toast'
   and (case when c.relkind = 'S' then has_sequence_privilege(g.name, c.oid, 'USAGE, SELECT')
        else has_table_privilege(g.name, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
          or has_any_column_privilege(g.name, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES') end)

"""#),
    SQLFile(
      name: "0004-view-that-leaks", sha256: "22688987442c8ad1278a2f51bd8ce6807206650043f948f4abdad9ce811b542f",
      text: #"""
-- A report view that is not a barrier, has another owner, or can be written through.
select c.oid::regclass::text as offender, 'is no security_barrier view of its report role' as offence
  from pg_class c
 where c.relkind = 'v' and c.relnamespace in ('report'::regnamespace, 'agency'::regnamespace)
   and (not coalesce('security_barrier=true' = any (c.reloptions), false)
     or c.relowner <> (case c.relnamespace::regnamespace::text when 'report' then 'headway_report'
          else 'headway_agency_report' end)::regrole)
union all
select c.oid::regclass::text, 'grants more than SELECT: ' || x.privilege_type || ' to ' || x.grantee::regrole
  from pg_class c, aclexplode(c.relacl) x
 where c.relnamespace in ('report'::regnamespace, 'agency'::regnamespace)
   and x.grantee <> c.relowner and x.privilege_type <> 'SELECT'

"""#),
    SQLFile(
      name: "0005-definer-function-unpinned", sha256: "355ec17ef1ebd0fd1a2c7302c99ebac0b0f9d281a97acca779e4f6b8f2da3981",
      text: #"""
-- A function that runs with its owner's rights and could be fooled by a search path, or called by anybody.
select p.oid::regprocedure::text as offender, 'is SECURITY DEFINER without a pinned search_path' as offence
  from pg_proc p
 where p.prosecdef and p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
   and not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)
union all
select p.oid::regprocedure::text, 'can be executed by PUBLIC'
  from pg_proc p
 where p.pronamespace in ('guard'::regnamespace, 'core'::regnamespace, 'work'::regnamespace, 'metric'::regnamespace, 'report'::regnamespace,
     'agency'::regnamespace)
   and has_function_privilege('public', p.oid, 'EXECUTE')

"""#),
    SQLFile(
      name: "0006-key-that-crosses-tenants", sha256: "3d7424c61cc4348fd8acd81ce6c83122ee4e822c95c70429bce9838e76792ff6",
      text: #"""
-- A unique key that does not begin with tenant_id, or a foreign key that does not carry it on
-- both sides: either tells one tenant what another has.
select i.indexrelid::regclass::text as offender, 'is unique and does not begin with tenant_id' as offence
  from pg_index i
  join pg_class c on c.oid = i.indrelid and c.relnamespace in ('core'::regnamespace, 'work'::regnamespace)
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
 where i.indisunique and i.indkey[0] <> a.attnum
union all
select k.conrelid::regclass || '.' || k.conname, 'is a foreign key without tenant_id on both sides'
  from pg_constraint k
 where k.contype = 'f' and k.connamespace in ('core'::regnamespace, 'work'::regnamespace)
   and not exists (
     select from unnest(k.conkey, k.confkey) as u (here, there)
       join pg_attribute x on x.attrelid = k.conrelid and x.attnum = u.here and x.attname = 'tenant_id'
       join pg_attribute y on y.attrelid = k.confrelid and y.attnum = u.there and y.attname = 'tenant_id')

"""#),
    SQLFile(
      name: "0007-policy-by-hand", sha256: "adcb13160c6059344a27cec2aaf7b74193b36c65a4b70a7213fd16123f1c0f5a",
      text: #"""
-- A policy that the generator (guard.write_policies) would not have written.
select p.polrelid::regclass || '.' || p.polname as offender,
       'is not a generated policy: ' || coalesce(pg_get_expr(p.polqual, p.polrelid), '(none)') as offence
  from pg_policy p
 where (p.polname, coalesce(pg_get_expr(p.polqual, p.polrelid), ''), p.polroles::regrole[]::text) not in (
   ('service_own', '(tenant_id = ( SELECT guard.tenant_id() AS tenant_id))', '{headway_service}'),
   ('report_own', '(tenant_id = ( SELECT guard.tenant_id() AS tenant_id))', '{headway_report}'),
   ('agency_all', '( SELECT guard.is_agency() AS is_agency)', '{headway_agency_report}'),
   ('guard_all', 'true', '{headway_guard}'),
   ('dispatch_all', 'true', '{headway_dispatch}'),
   ('dispatch_look', 'true', '{headway_dispatch}'))
    or (p.polname = 'dispatch_look' and p.polcmd <> 'r')
    or (p.polname = 'dispatch_all' and p.polrelid not in (select c.oid from pg_class c where c.relnamespace = 'work'::regnamespace))

"""#),
    SQLFile(
      name: "0008-login-off-the-map", sha256: "5457ca7d3a6c1c0586e41e5e8156738069ff1a4eca931d839348e6222372bff2",
      text: #"""
-- A role that reads as a client or as the agency, and is not in the identity map under its own
-- oid, or belongs to more than its group. Roles belong to the server: those of another
-- database's Headway are its own concern, so only roles that may connect here are looked at.
select l.role_name::text as offender, 'is in the identity map, and no such role exists (or another of that name)' as offence
  from guard.login l
 where not exists (select from pg_roles r where r.oid = l.role_oid and r.rolname = l.role_name)
union all
select l.role_name::text, 'is a member of other roles than its group'
  from guard.login l
 where array(select m.roleid::regrole::text from pg_auth_members m where m.member = l.role_oid)
   <> case l.kind when 'reader' then '{headway_reader}'::text[] when 'agency' then '{headway_agency}'
        when 'service' then '{headway_service}' else '{}' end

"""#),
    SQLFile(
      name: "0009-statistics-that-tell", sha256: "149952929d5eaacb6c9bb78dd2ce43f2c94c9ee835addb3da612f8a2d9f554d3",
      text: #"""
-- A column whose statistics would show one client's words in another's plan (guard.telling_columns).
select t.tenant_table || '.' || t.column_name as offender, 'keeps statistics' as offence
  from guard.telling_columns() t
 where not t.is_silent

"""#),
    SQLFile(
      name: "0010-reader-makes-things", sha256: "6cd608a06263249f411e41489463831c9a8eac865c77834e4cb8b44e610c4fa1",
      text: #"""
-- A client's or the agency's login that could make a table, or any object, in this database.
select g.name as offender, 'may ' || p.what || ' in this database' as offence
  from (values ('headway_reader'), ('headway_agency')) as g (name)
  cross join (values ('TEMPORARY'), ('CREATE')) as p (what)
 where has_database_privilege(g.name, current_database(), p.what)
union all
select g.name || ' in ' || n.nspname, 'may create in this schema'
  from (values ('headway_reader'), ('headway_agency'), ('headway_service')) as g (name), pg_namespace n
 where n.nspname !~ '^pg_' and has_schema_privilege(g.name, n.oid, 'CREATE')
union all
select 'language ' || l.lanname, 'can be used by everybody'
  from pg_language l where l.lanname in ('plpgsql', 'sql') and has_language_privilege('public', l.oid, 'USAGE')

"""#),
    SQLFile(
      name: "0011-view-without-a-comment", sha256: "e7401b7a3141c9d16d550578acf6a61435a03e5f287cbcf0a5176a82ebe44d39",
      text: #"""
-- A column that readers see and that does not say what it is, or a view that they see and that does not.
select c.oid::regclass::text as offender, 'is granted without a comment' as offence
  from pg_class c
 where c.relkind = 'v' and c.relnamespace in ('report'::regnamespace, 'agency'::regnamespace)
   and obj_description(c.oid, 'pg_class') is null
   and exists (select from aclexplode(c.relacl) x where x.grantee not in (c.relowner, 'headway_service'::regrole))
union all
select c.oid::regclass || '.' || a.attname, 'has no comment'
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
 where c.relkind = 'v' and c.relnamespace in ('report'::regnamespace, 'agency'::regnamespace)
   and obj_description(c.oid, 'pg_class') is not null and col_description(c.oid, a.attnum) is null

"""#),
  ]
}
