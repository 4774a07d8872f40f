-- A report view or column that does not say what it is.
select c.oid::regclass::text as offender, 'has no comment' as offence
  from pg_class c
 where c.relkind = 'v' and c.relnamespace in ('report'::regnamespace, 'agency'::regnamespace)
   and c.relname not in ('scope', 'period', 'flow') and obj_description(c.oid, 'pg_class') is null
union all
select c.oid::regclass || '.' || a.attname, 'has no comment'
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
 where c.relkind = 'v' and c.relnamespace in ('report'::regnamespace, 'agency'::regnamespace)
   and c.relname not in ('scope', 'period', 'flow') and col_description(c.oid, a.attnum) is null
