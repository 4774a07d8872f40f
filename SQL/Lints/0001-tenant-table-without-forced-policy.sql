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
