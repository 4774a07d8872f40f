delete from core.qualification q
where q.tenant_id = $1
  and q.generation in (select g.generation from core.generation g where g.tenant_id = $1 and g.state = 'retired')
