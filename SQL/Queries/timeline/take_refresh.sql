-- Makes this run the only one that may write the tenant's timelines. Empty: another holds it and
-- was heard of in the last $3 seconds. One that fell silent is overtaken, and finds so at its next write.
insert into core.refresh (tenant_id, run, touched_at) values ($1, $2, clock_timestamp())
on conflict (tenant_id) do update set run = excluded.run, touched_at = excluded.touched_at
where refresh.touched_at < excluded.touched_at - make_interval(secs => $3)
returning true
