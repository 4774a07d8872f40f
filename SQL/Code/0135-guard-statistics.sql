-- No text of a tenant keeps statistics: a plan's estimate would tell a reader which words another
-- client has, a channel's name as well as a person's. Nothing is lost: every plan of ours goes by
-- tenant and number.
--
-- The columns: all texts, documents and digests of tables with a tenant_id, but those whose values
-- a CHECK lists. A new column is covered the moment the migrator has run.
create or replace function guard.telling_columns()
returns table (tenant_table regclass, column_name name, is_silent boolean)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select c.oid::regclass, a.attname,
           a.attstattarget = 0
             and not exists (select from pg_statistic s where s.starelid = c.oid and s.staattnum = a.attnum)
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace::regnamespace::text in ('core', 'guard') and c.relkind in ('r', 'p')
       and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped)
       and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'uuid'::regtype, 'bytea'::regtype)
       and not exists (
         select from pg_constraint k
          where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
            and pg_get_constraintdef(k.oid) ~ '= ANY \(ARRAY\[');
end $$;

do $$
declare
  c record;
begin
  for c in select t.tenant_table, t.column_name from guard.telling_columns() t where not t.is_silent loop
    execute format('alter table %s alter column %I set statistics 0', c.tenant_table, c.column_name);
  end loop;
end $$;

-- For the lints, which the service has run in the guard's name: which columns have statistics, and none of them.
grant select (starelid, staattnum) on pg_catalog.pg_statistic to headway_guard;
