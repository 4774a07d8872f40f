-- Every lead id ever given out resolves: to itself, or to the lead it was merged into.
insert into core.lead (tenant_id, lead_id, merged_into)
select $1, lead_id, merged_into
from unnest($2::bigint[], $3::bigint[]) as n (lead_id, merged_into)
on conflict (tenant_id, lead_id) do update set merged_into = excluded.merged_into
