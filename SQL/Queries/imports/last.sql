-- The last import of a kind that still stands: the same file again is no news.
select import_id, digest, reading, state, received_day, rows_done, rows_new, duplicates, conflicting, rejected, file_name,
       kind, started_at, finished_at
from core.import
where tenant_id = $1 and kind = $2 and state <> 'reverted'
order by import_id desc
limit 1
