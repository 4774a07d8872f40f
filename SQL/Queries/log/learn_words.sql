insert into core.vocabulary (tenant_id, kind, name)
select $1, kind, name from unnest($2::text[], $3::text[]) as n (kind, name)
on conflict (tenant_id, kind, name) do nothing
