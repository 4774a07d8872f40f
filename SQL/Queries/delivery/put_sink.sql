-- A sink that is set anew begins anew: what it failed at before is forgotten.
insert into core.sink (tenant_id, name, kind, settings, kinds) values ($1, $2, $3, $4, $5)
on conflict (tenant_id, name) do update
  set kind = excluded.kind, settings = excluded.settings, kinds = excluded.kinds, failures = 0, open_until = null,
      disabled = null
