-- Joining and splitting leads: keyrings change hands, facts stay where they are.
update core.keyring k
set lead_id = m.lead_id, allotted_lead = coalesce(k.allotted_lead, m.allotted_lead)
from unnest($2::bigint[], $3::bigint[], $4::bigint[]) as m (keyring_id, lead_id, allotted_lead)
where k.tenant_id = $1 and k.keyring_id = m.keyring_id
