-- Imports that began and did not end, an hour ago or longer.
select import_id, kind, file_name
from core.import
where tenant_id = $1 and state = 'running' and started_at < clock_timestamp() - interval '1 hour'
order by import_id
