insert into core.reject (tenant_id, import_id, line, column_name, reason, detail, row_text)
select $1, $2, n.line, n.column_name, n.reason, n.detail, n.row_text
from unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[])
  as n (line, column_name, reason, detail, row_text)
on conflict (tenant_id, import_id, line) do nothing
