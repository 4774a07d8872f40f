select line, column_name, reason, detail, row_text
from core.reject
where tenant_id = $1 and import_id = $2
order by line
