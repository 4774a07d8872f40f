insert into core.call (tenant_id, message) select $1, m from unnest($2::uuid[]) as m on conflict do nothing
