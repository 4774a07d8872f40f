-- A new one comes after all who wait already.
insert into core.sdr (tenant_id, name, email, last_turn)
values ($1, $2, $3, coalesce((select max(o.last_turn) from core.sdr o where o.tenant_id = $1), 0))
on conflict (tenant_id, name) do update set email = coalesce(excluded.email, sdr.email), paused = false
