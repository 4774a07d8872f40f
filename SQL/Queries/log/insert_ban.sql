insert into core.ban (tenant_id, key, arrival)
select $1, key, $3 from unnest($2::text[]) as n (key)
on conflict (tenant_id, key) do nothing
