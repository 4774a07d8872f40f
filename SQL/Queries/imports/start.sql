with numbered as (
  update core.head set next_import = next_import + 1 where tenant_id = $1 returning next_import - 1 as import_id
)
insert into core.import (tenant_id, import_id, kind, file_name, digest, reading, received_day)
select $1, import_id, $2, $3, $4, $5, $6 from numbered
returning import_id
