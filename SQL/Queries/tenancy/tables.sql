-- Every table that holds what tenants have, with its columns and its key, in an order in which they can be
-- emptied: the head first, since whoever writes a log holds that row, then the refresh, which
-- whoever writes timelines holds; then what points at others before what is pointed at.
--
-- Of schema work a tenant has its own schedules. Jobs are no possession: they are what is still to be done, here.
with recursive held as (
  select c.oid, c.relname, c.relnamespace::regnamespace::text as schema
    from pg_class c
   where (c.relnamespace = 'core'::regnamespace or c.oid = 'work.schedule'::regclass)
     and c.relkind in ('r', 'p') and not c.relispartition
     and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
),
depth (oid, steps) as (
  select h.oid, 0 from held h
  union all
  select k.conrelid, d.steps + 1
    from depth d
    join pg_constraint k on k.confrelid = d.oid and k.contype = 'f' and k.conrelid <> d.oid
   where d.steps < 20
)
select h.schema, h.relname::text,
       array(select a.attname::text from pg_attribute a
              where a.attrelid = h.oid and a.attnum > 0 and not a.attisdropped and a.attname <> 'tenant_id'
              order by a.attnum),
       array(select a.attname::text
               from pg_index i, unnest(i.indkey::smallint[]) with ordinality as k (attnum, n)
               join pg_attribute a on a.attnum = k.attnum
              where i.indrelid = h.oid and i.indisprimary and a.attrelid = h.oid and a.attname <> 'tenant_id'
              order by k.n)
  from held h
  join (select oid, max(steps) as steps from depth group by oid) d on d.oid = h.oid
 order by h.relname = 'head' desc, h.relname = 'refresh' desc, d.steps desc, h.relname
