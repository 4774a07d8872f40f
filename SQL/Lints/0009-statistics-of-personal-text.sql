-- A column with personal text whose statistics would show one client's values in another's plan.
select a.attrelid::regclass || '.' || a.attname as offender, 'keeps statistics' as offence
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
 where c.relnamespace = 'core'::regnamespace and a.attnum > 0 and not a.attisdropped
   and a.attname in ('email', 'name', 'title', 'external_id', 'attributes', 'properties', 'keys', 'key', 'message_id',
     'row_text', 'deal_id')
   and (c.relname, a.attname) not in (('definition', 'name'), ('vocabulary', 'name'), ('migration', 'name'))
   and (a.attstattarget is distinct from 0
     or exists (select from pg_statistic s where s.starelid = a.attrelid and s.staattnum = a.attnum))
