-- Who keeps everybody from a table of ours, for a sentence to an operator: sessions that have one for themselves
-- alone, or wait to have it, which keeps others waiting behind them just as long.
--
-- Read from the lock table and the catalogue, so that it waits for nobody itself. Of the sessions it says which
-- login and program, and not what they run: that is theirs.
create or replace function guard.table_locks()
returns table (relation text, process integer, login text, program text, is_held boolean, waits_for integer[])
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select l.relation::regclass::text, l.pid, a.usename::text, a.application_name, l.granted,
           pg_catalog.pg_blocking_pids(l.pid)
      from pg_catalog.pg_locks l
      join pg_catalog.pg_class c on c.oid = l.relation
      left join pg_catalog.pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'relation' and l.mode = 'AccessExclusiveLock'
       and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())
       and c.relkind in ('r', 'p', 'v')
       and c.relnamespace in (
         select n.oid from pg_catalog.pg_namespace n
          where n.nspname in ('core', 'guard', 'work', 'report', 'agency'))
     order by l.granted desc, l.pid, 1;
end $$;
