-- Makes this run the only one that may write the tenant's timelines. Empty: another holds it and
-- was heard of since $4. One that fell silent is overtaken, and finds so at its next write.
insert into core.refresh (tenant_id, run, touched_at) values ($1, $2, $3)
on conflict (tenant_id) do update set run = excluded.run, touched_at = excluded.touched_at
where refresh.touched_at < $4
returning true
