delete from core.profile p
where p.tenant_id = $1
  and p.generation in (select g.generation from core.generation g where g.tenant_id = $1 and g.state = 'retired')
