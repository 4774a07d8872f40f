insert into core.watch (tenant_id, unit, id, due_day)
select $1, w.unit, w.id, w.due_day from unnest($2::text[], $3::bigint[], $4::date[]) as w (unit, id, due_day)
on conflict (tenant_id, unit, id) do update set due_day = excluded.due_day
where watch.due_day <> excluded.due_day
