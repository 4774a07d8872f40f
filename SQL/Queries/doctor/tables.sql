-- How many tables hold tenants' rows, and how many of them have policies.
select count(*), count(*) filter (where c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
from pg_class c
where c.relnamespace = 'core'::regnamespace and c.relkind in ('r', 'p')
  and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
