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
