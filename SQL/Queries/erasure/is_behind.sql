-- Whether a lead, or what is known of its company, has changed since it was computed.
select exists (
  select from core.dirty d where d.tenant_id = $1 and d.unit = 'lead' and d.id = $2
) or exists (
  select from core.head h
  cross join lateral (
    select p.account_id from core.profile p
    where p.tenant_id = $1 and p.generation = h.live_generation and p.lead_id = $2 offset 0
  ) as p
  join core.dirty d on d.tenant_id = $1 and d.unit = 'account' and d.id = p.account_id
  where h.tenant_id = $1
)
