with numbered as (
  update core.head set next_generation = next_generation + 1 where tenant_id = $1
  returning next_generation - 1 as generation
)
insert into core.generation (tenant_id, generation, definition, zone, model, tiers)
select $1, generation, $2, $3, $4, $5 from numbered
returning generation
