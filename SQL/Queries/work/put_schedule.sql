-- A tenant's own; what runs next is what the new expression says.
insert into work.schedule (tenant_id, kind, cron, zone, catch_up, next_at) values ($1, $2, $3, $4, $5, $6)
on conflict (tenant_id, kind) do update
set cron = excluded.cron, zone = excluded.zone, catch_up = excluded.catch_up, next_at = excluded.next_at
