select import_id, digest, reading, state, received_day, rows_done, rows_new, duplicates, conflicting, rejected, file_name,
       kind, started_at, finished_at
from core.import
where tenant_id = $1
order by import_id
