insert into core.assignment (tenant_id, lead_id, sdr)
select $1, a.lead_id, a.sdr from unnest($2::bigint[], $3::text[]) as a (lead_id, sdr)
on conflict (tenant_id, lead_id) do nothing
