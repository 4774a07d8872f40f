-- An alert as it is told: with the company's key, and the lead's id in the client's CRM.
select a.alert_id, a.kind, a.day, a.fired_at, a.headline, a.reason, a.action, a.due_by, a.momentum, a.tier,
       a.assigned_to, a.lead_id, p.external_id, k.key
  from core.alert a
  left join core.account k on k.tenant_id = $1 and k.account_id = a.account_id
  left join core.head h on h.tenant_id = $1
  left join core.profile p on p.tenant_id = $1 and p.generation = h.live_generation and p.lead_id = a.lead_id
 where a.tenant_id = $1 and a.alert_id = $2
