insert into core.tag (tenant_id, lead_id, tag)
select $1, t.lead_id, $3 from unnest($2::bigint[]) as t (lead_id)
on conflict (tenant_id, lead_id, tag) do nothing
