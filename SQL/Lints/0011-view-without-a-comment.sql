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
