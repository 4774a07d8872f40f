-- Makes this run the one that may write; one before it will find itself replaced.
insert into core.refresh (tenant_id, run) values ($1, $2)
on conflict (tenant_id) do update set run = excluded.run, started_at = excluded.started_at
