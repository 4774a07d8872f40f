-- Whom these deals belong to now, before a new row moves them.
select d.keyring_id
from unnest($2::text[]) as wanted (deal_id)
cross join lateral (
  select d.keyring_id from core.deal d where d.tenant_id = $1 and d.deal_id = wanted.deal_id offset 0
) as d
