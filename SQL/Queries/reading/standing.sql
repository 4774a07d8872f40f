-- What a tenant's figures stand on, and how much of the log they have not seen: leads with a mark,
-- or of a company with one.
select g.generation, g.definition, d.name, d.basis, d.source, g.zone, g.model, m.source, h.history_from,
       (select count(*)
          from (select m.id from core.dirty m where m.tenant_id = $1 and m.unit = 'lead'
                union
                select p.lead_id
                  from core.dirty m
                  join core.profile p on p.tenant_id = $1 and p.generation = h.live_generation and p.account_id = m.id
                 where m.tenant_id = $1 and m.unit = 'account') as waiting),
       (select max(v.version) from core.definition v where v.tenant_id = $1),
       exists (select from core.keyring k where k.tenant_id = $1)
from core.head h
left join core.generation g on g.tenant_id = $1 and g.generation = h.live_generation
left join core.definition d on d.tenant_id = $1 and d.version = g.definition
left join core.model m on m.tenant_id = $1 and m.version = g.model
where h.tenant_id = $1
