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
