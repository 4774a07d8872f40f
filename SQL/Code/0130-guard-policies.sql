-- The one generator of policies and table grants. Nobody writes a policy by hand, and a new
-- table of schema core is covered the moment the migrator has run: it needs a tenant_id, no more.
create or replace function guard.write_policies() returns integer
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  target record;
  old record;
  own constant text := '(tenant_id = (select guard.tenant_id()))';
  -- Where what hands out work looks whether there is any; which columns it sees is said in 0159.
  watched constant text[] := '{core.dirty,core.head,core.watch,core.outbox,core.sink,core.import,core.event,core.call,guard.tenant}';
  covered integer := 0;
begin
  for target in
    select c.oid::regclass as name, n.nspname as schema
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('core', 'guard', 'work') and c.relkind in ('r', 'p')
       and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
     order by 1::text
  loop
    execute format('alter table %s enable row level security', target.name);
    execute format('alter table %s force row level security', target.name);
    for old in select polname from pg_policy where polrelid = target.name::oid loop
      execute format('drop policy %I on %s', old.polname, target.name);
    end loop;
    if target.schema = 'guard' then
      -- Forced policies bind the owner too; the functions of schema guard are the owner.
      execute format('create policy guard_all on %s to headway_guard using (true) with check (true)', target.name);
    end if;
    if target.schema = 'work' then
      -- What hands out the work of all tenants sees all of it; whoever adds to it, a tenant's own.
      execute format('create policy dispatch_all on %s to headway_dispatch using (true) with check (true)', target.name);
      execute format('grant select, insert, update, delete on %s to headway_dispatch', target.name);
    end if;
    if target.schema in ('core', 'work') then
      execute format('create policy service_own on %s to headway_service using %s with check %s', target.name, own, own);
      execute format('grant select, insert, update, delete on %s to headway_service', target.name);
    end if;
    if target.schema = 'core' or target.name = 'guard.tenant'::regclass then
      execute format('create policy report_own on %s for select to headway_report using %s', target.name, own);
      execute format('create policy agency_all on %s for select to headway_agency_report using ((select guard.is_agency()))',
        target.name);
      execute format('grant select on %s to headway_report, headway_agency_report', target.name);
    end if;
    if target.name::text = any (watched) then
      execute format('create policy dispatch_look on %s for select to headway_dispatch using (true)', target.name);
    end if;
    covered := covered + 1;
  end loop;
  return covered;
end $$;

select guard.write_policies();
