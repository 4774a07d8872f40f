-- All facts of leads, ordered by lead, in one stream and one snapshot: 0 a keyring (its keys joined
-- by the unit separator, and its account), 1 a record, 2 a deal, 3 an event. For COPY, which takes no parameters: {tenant} is
-- a number, {read} a condition on the events whose properties the definition reads. {keyrings} is
-- `core.keyring` for all leads; for some it looks theirs up, and {each} is `offset 0`, which has their
-- facts looked up too (Docs/Decisions/0011).
select f.lead_id, f.kind, f.arrival, f.at, f.local_at, f.whole_day, f.type, f.channel, f.body
from (
  select k.lead_id, 0::smallint as kind, k.keyring_id as arrival, k.first_at as at, null::timestamp as local_at,
         false as whole_day, array_to_string(k.keys, e'\x1f') as type, k.account_id::text as channel, null::text as body
  from {keyrings} as k
  where k.tenant_id = {tenant}
  union all
  select k.lead_id, 1::smallint, r.arrival, null, null, false, r.source, r.channel,
         json_build_object('received', r.received_day, 'created', r.created_at, 'updated', r.updated_at,
           'account', r.account_id, 'stage', r.stage, 'stages', r.stage_dates, 'attributes', r.attributes)::text
  from {keyrings} as k
  cross join lateral (
    select * from core.record r where r.tenant_id = {tenant} and r.keyring_id = k.keyring_id {each}
  ) as r
  where k.tenant_id = {tenant}
  union all
  select k.lead_id, 2::smallint, d.arrival, null, null, false, d.status, null,
         json_build_object('deal', d.deal_id, 'created', d.created_at, 'closed', d.closed_at, 'updated', d.updated_at)::text
  from {keyrings} as k
  cross join lateral (
    select * from core.deal d where d.tenant_id = {tenant} and d.keyring_id = k.keyring_id {each}
  ) as d
  where k.tenant_id = {tenant}
  union all
  select k.lead_id, 3::smallint, e.arrival, e.occurred_at, e.local_at, e.whole_day, e.type, e.channel,
         case when {read} then e.properties::text end
  from {keyrings} as k
  cross join lateral (
    select * from core.event e where e.tenant_id = {tenant} and e.keyring_id = k.keyring_id {each}
  ) as e
  where k.tenant_id = {tenant}
) as f
order by f.lead_id
