with numbered as (
  update core.head set next_definition = next_definition + 1 where tenant_id = $1
  returning next_definition - 1 as version
)
insert into core.definition (tenant_id, version, name, basis, source, warnings)
select $1, version, $2, $3, $4, $5 from numbered
returning version
