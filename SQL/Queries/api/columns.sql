-- What the columns of report views are, in their order, and what they say of themselves.
select n.nspname || '.' || c.relname, a.attname, format_type(a.atttypid, null),
       coalesce(pg_catalog.col_description(c.oid, a.attnum), '')
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind = 'v' and n.nspname || '.' || c.relname = any ($1)
order by c.oid, a.attnum
