-- The plain table that takes the log's own rows, finished: same columns, same indexes, no policy.
create table bench.log_event (like core.event including defaults including indexes);
