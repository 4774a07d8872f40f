-- Sessions of this login in which the server waits for the client in the middle of a statement, and how far each
-- has come with it. A COPY counts its bytes and rows; another statement has no count, and stands where it began.
select a.pid, a.query_start, coalesce(p.bytes_processed + p.tuples_processed, 0)
  from pg_stat_activity a
  left join pg_stat_progress_copy p on p.pid = a.pid
 where a.usename = session_user and a.datname = current_database() and a.state = 'active'
   and a.wait_event_type = 'Client' and a.pid <> pg_backend_pid()
