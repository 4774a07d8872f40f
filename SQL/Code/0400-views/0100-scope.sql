-- What every view begins with: the tenants one may see, their live generation, and the date
-- they answer for. Not granted to anybody: the other views read it as their owner.
create view {schema}.scope with (security_barrier) as
select t.tenant_id, t.slug as tenant, t.arr_minor, h.live_generation as generation, g.definition, d.basis,
       h.history_from, metric.today_in(g.zone) as today, g.zone, g.tiers
  from guard.tenant t
  join core.head h on h.tenant_id = t.tenant_id
  join core.generation g on g.tenant_id = t.tenant_id and g.generation = h.live_generation
  join core.definition d on d.tenant_id = t.tenant_id and d.version = g.definition;
