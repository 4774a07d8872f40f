-- What PostgreSQL lets everybody do by default, and nobody on a shared server should: squat on
-- advisory locks, read sizes and other sessions, write large objects, export snapshots.
do $$
declare
  f record;
begin
  for f in
    select p.oid::regprocedure as name from pg_proc p
     where p.pronamespace = 'pg_catalog'::regnamespace
       and (p.proname ~ '^pg_.*advisory'
         or p.proname ~ '^(lo_|loread$|lowrite$)'
         or p.proname ~ '^pg_(relation|total_relation|table|indexes|database|tablespace)_size$'
         or p.proname ~ '^pg_stat_get_(activity|tuples_|live_tuples|dead_tuples|numscans|db_|backend_)'
         or p.proname in ('pg_export_snapshot', 'pg_notify', 'pg_lock_status', 'txid_current', 'pg_current_xact_id',
              'pg_current_wal_lsn', 'pg_current_wal_insert_lsn', 'pg_stat_get_wal', 'pg_sleep', 'pg_sleep_for',
              'pg_sleep_until', 'pg_show_all_file_settings', 'pg_ls_waldir'))
  loop
    execute format('revoke execute on function %s from public', f.name);
  end loop;
end $$;
grant execute on function pg_advisory_xact_lock(bigint), pg_try_advisory_xact_lock(bigint) to headway_service,
  headway_provisioner, headway_guard;
grant execute on function pg_notify(text, text) to headway_service, headway_dispatch;
-- The service looks for sessions of its own login that stand still (SQL/Queries/work); of others' it sees that they are.
grant execute on function pg_stat_get_activity(integer) to headway_guard, headway_dispatch, headway_service;
grant execute on function pg_lock_status() to headway_guard;
