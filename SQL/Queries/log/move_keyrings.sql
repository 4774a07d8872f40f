-- Joining and splitting leads: keyrings change hands, facts stay where they are.
--
-- An insert that always conflicts, for an UPDATE … FROM is a join, and a join may go through the whole
-- table: this one looks each keyring up.
insert into core.keyring (tenant_id, keyring_id, digest, keys, explicit, lead_id, allotted_lead, account_id, first_at,
  first_arrival)
select k.tenant_id, k.keyring_id, k.digest, k.keys, k.explicit, m.lead_id, coalesce(k.allotted_lead, m.allotted_lead),
       k.account_id, k.first_at, k.first_arrival
from unnest($2::bigint[], $3::bigint[], $4::bigint[]) as m (keyring_id, lead_id, allotted_lead)
cross join lateral (
  select * from core.keyring k where k.tenant_id = $1 and k.keyring_id = m.keyring_id offset 0
) as k
on conflict (tenant_id, keyring_id) do update set lead_id = excluded.lead_id, allotted_lead = excluded.allotted_lead
