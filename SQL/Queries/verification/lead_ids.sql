-- Every lead that has facts, a stored timeline, or days that were kept when its person was erased, in order; the next so many.
select n.lead_id
from ((select distinct k.lead_id from core.keyring k where k.tenant_id = $1 and k.lead_id > $3
        order by k.lead_id limit $4)
      union
      (select q.lead_id from core.qualification q where q.tenant_id = $1 and q.generation = $2 and q.lead_id > $3
        order by q.lead_id limit $4)
      union
      (select e.lead_id from core.erased e where e.tenant_id = $1 and e.lead_id > $3 order by e.lead_id limit $4)) as n
order by n.lead_id
limit $4
