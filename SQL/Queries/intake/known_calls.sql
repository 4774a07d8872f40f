select c.message from unnest($2::uuid[]) as m, lateral (
  select message from core.call where tenant_id = $1 and message = m offset 0) as c
