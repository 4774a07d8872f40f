delete from core.momentum m
where m.tenant_id = $1
  and m.generation in (select g.generation from core.generation g where g.tenant_id = $1 and g.state = 'retired')
