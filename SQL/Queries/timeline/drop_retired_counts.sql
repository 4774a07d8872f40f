delete from core.day_count c
where c.tenant_id = $1
  and c.generation in (select g.generation from core.generation g where g.tenant_id = $1 and g.state = 'retired')
