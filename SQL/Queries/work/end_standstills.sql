-- Ends those that still stand where they stood. Answers how many.
select count(*) filter (where pg_terminate_backend(a.pid))::integer
  from pg_stat_activity a
  left join pg_stat_progress_copy p on p.pid = a.pid
  join unnest($1::integer[], $2::timestamptz[], $3::bigint[]) as w (pid, began, moved)
    on w.pid = a.pid and w.began = a.query_start and w.moved = coalesce(p.bytes_processed + p.tuples_processed, 0)
 where a.usename = session_user and a.datname = current_database() and a.state = 'active'
   and a.wait_event_type = 'Client' and a.pid <> pg_backend_pid()
