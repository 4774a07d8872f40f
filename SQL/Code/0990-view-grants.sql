-- The views belong to a role that cannot log in and passes no policy of its own: the policies
-- still ask who is connected, so each reader sees its own rows and needs no right on any table.
do $$
declare
  v record;
begin
  for v in select c.oid, c.oid::regclass as name, n.nspname as schema, c.relname
             from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'v' and n.nspname in ('report', 'agency') loop
    execute format('alter view %s owner to %I', v.name,
      case v.schema when 'report' then 'headway_report' else 'headway_agency_report' end);
    execute format('revoke all on %s from public', v.name);
    -- A view that says what it is, is for readers. The building blocks carry tenant_id, and say nothing.
    if obj_description(v.oid, 'pg_class') is not null then
      execute format('grant select on %s to %s', v.name,
        case v.schema when 'report' then 'headway_reader, headway_service' else 'headway_agency' end);
    elsif v.schema = 'report' then
      execute format('grant select on %s to headway_service', v.name);
    end if;
  end loop;
end $$;
