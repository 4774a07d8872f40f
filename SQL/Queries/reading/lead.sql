-- One lead as it stands today.
select q.lead_id, q.created_day, q.channel, q.qualified, q.exits, q.passed_on, p.stage, p.external_id, p.email, p.name, p.title,
       a.key, p.attributes, q.qualified @> report.today(),
       exists (select from core.dirty m
                where m.tenant_id = $1 and (m.unit = 'lead' and m.id = $3 or m.unit = 'account' and m.id = p.account_id))
from core.qualification q
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = q.lead_id
left join core.account a on a.tenant_id = $1 and a.account_id = p.account_id
where q.tenant_id = $1 and q.generation = $2 and q.lead_id = $3
