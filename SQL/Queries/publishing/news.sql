-- What a publication had not seen of some leads: facts by kind and file, joins and splits.
with known as (
  select u.lead_id
  from core.published_part t
  cross join lateral unnest(t.leads) as u (lead_id)
  where t.tenant_id = $1 and t.period_start = $5 and t.revision = $6
)
select w.lead_id, f.what, count(*), min(f.other), i.file_name, min(i.received_day)
from unnest($3::bigint[]) as w (lead_id)
cross join lateral (
  select n.what, n.import_id, n.other
  from core.keyring k
  cross join lateral (
    select 'event' as what, e.import_id, null::text as other from core.event e
     where e.tenant_id = $1 and e.keyring_id = k.keyring_id and e.arrival >= $4
    union all
    select 'record', r.import_id, null from core.record r
     where r.tenant_id = $1 and r.keyring_id = k.keyring_id and r.arrival >= $4
    union all
    select 'deal', d.import_id, null from core.deal_row d
     where d.tenant_id = $1 and d.keyring_id = k.keyring_id and d.arrival >= $4
    union all
    select 'split', null, b.key from core.ban b where b.tenant_id = $1 and b.key = any (k.keys) and b.arrival >= $4
  ) as n
  where k.tenant_id = $1 and k.lead_id = w.lead_id
  union all
  select 'company', a.import_id, null
  from core.profile p
  join core.account_record a on a.tenant_id = $1 and a.account_id = p.account_id and a.arrival >= $4
  where p.tenant_id = $1 and p.generation = $2 and p.lead_id = w.lead_id
  union all
  select 'join', null, n.lead_id::text
  from core.lead n
  join known o on o.lead_id = n.lead_id
  where n.tenant_id = $1 and n.merged_into = w.lead_id
  offset 0
) as f
left join core.import i on i.tenant_id = $1 and i.import_id = f.import_id
group by w.lead_id, f.what, i.import_id, i.file_name, case when f.what in ('join', 'split') then f.other end
order by w.lead_id, f.what, i.import_id
