with numbered as (
  update core.head set next_model = next_model + 1 where tenant_id = $1
  returning next_model - 1 as version
)
insert into core.model (tenant_id, version, source)
select $1, version, $2 from numbered
returning version
