insert into core.workflow (tenant_id, name) values ($1, $2) on conflict (tenant_id, name) do nothing
