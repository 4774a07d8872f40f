-- One sink, as a delivery needs it.
select s.name, s.settings, s.kinds, s.failures, s.open_until, s.disabled, s.created_at
  from core.sink s
 where s.tenant_id = $1 and s.name = $2
