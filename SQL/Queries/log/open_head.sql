-- A tenant's first write makes the row that its log stands on.
insert into core.head (tenant_id) values ($1) on conflict (tenant_id) do nothing
