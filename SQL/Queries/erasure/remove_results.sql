-- What was computed of a lead, in every generation, but the days that it counts on.
with generations as (
  select g.generation from core.generation g where g.tenant_id = $1
),
momenta as (
  delete from core.momentum m using generations g
  where m.tenant_id = $1 and m.generation = g.generation and m.lead_id = $2
)
delete from core.profile p using generations g
where p.tenant_id = $1 and p.generation = g.generation and p.lead_id = $2
