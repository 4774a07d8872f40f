-- What was wrong stays; the row and what is quoted of it go.
update core.reject r set row_text = '', detail = 'the row was erased with its person'
from unnest($2::integer[], $3::bigint[]) as n (import_id, line)
where r.tenant_id = $1 and r.import_id = n.import_id and r.line = n.line
