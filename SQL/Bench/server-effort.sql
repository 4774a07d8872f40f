-- Ticks of cores that the server's processes have had: those that run, and in their parent's account those that have ended.
with process as (
  select pid from pg_stat_activity
  union
  select split_part(pg_read_file('postmaster.pid'), e'\n', 1)::int
)
select sum(word[12]::bigint + word[13]::bigint + word[14]::bigint + word[15]::bigint)
from process
cross join lateral (select pg_read_file('/proc/' || pid || '/stat', 0, 4096, true) as line) as stat
-- The name of the program, in brackets, may have blanks of its own.
cross join lateral (select string_to_array(substring(line from '.*\) (.*)'), ' ') as word) as words
where line is not null
