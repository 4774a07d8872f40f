-- Deals stay as sums and dates; whose they were and what the CRM calls them goes. A deal that went
-- over to somebody else keeps its name: it is theirs.
with mine as (
  select d.deal_id, 'erased-' || gen_random_uuid() as fresh
  from unnest($2::bigint[]) as wanted (keyring_id)
  cross join lateral (
    select d.deal_id from core.deal d where d.tenant_id = $1 and d.keyring_id = wanted.keyring_id offset 0
  ) as d
),
renamed as (
  update core.deal d set deal_id = m.fresh, keyring_id = 0
  from mine m
  where d.tenant_id = $1 and d.deal_id = m.deal_id
)
update core.deal_row r
set deal_id = coalesce(m.fresh, r.deal_id),
    keyring_id = case when r.keyring_id = any ($2) then 0 else r.keyring_id end
from (
  select deal_id, arrival
  from (select m.deal_id from mine m) as m
  cross join lateral (
    select r.arrival from core.deal_row r where r.tenant_id = $1 and r.deal_id = m.deal_id offset 0
  ) as r
  union
  select r.deal_id, r.arrival
  from unnest($2::bigint[]) as wanted (keyring_id)
  cross join lateral (
    select r.deal_id, r.arrival from core.deal_row r where r.tenant_id = $1 and r.keyring_id = wanted.keyring_id offset 0
  ) as r
) as touched
left join mine m on m.deal_id = touched.deal_id
where r.tenant_id = $1 and r.deal_id = touched.deal_id and r.arrival = touched.arrival
