-- Logins: made, listed and dropped here and nowhere else. Their names carry no client's name,
-- since every role of a server can be read by everybody on it.

-- Makes a read-only login: a client's (wanted_tenant), or the agency's (NULL).
create or replace function guard.create_login(wanted_tenant bigint, verifier text, wanted_label text,
  wanted_valid_until timestamptz, connections integer default 5)
returns name
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  made name;
  prefix text := case when wanted_tenant is null then 'a_agency' else 'r_' || wanted_tenant end;
  n integer := 1;
begin
  perform guard.require_verifier(verifier);
  -- Two at once may pick the same number, in another database of this server too: then the next one.
  loop
    while exists (select from pg_catalog.pg_roles r where r.rolname = prefix || '_' || n) loop
      n := n + 1;
    end loop;
    made := prefix || '_' || n;
    begin
      execute pg_catalog.format(
        'create role %I login nosuperuser nocreatedb nocreaterole noreplication inherit connection limit %s password %L%s',
        made, connections, verifier,
        case when wanted_valid_until is null then '' else pg_catalog.format(' valid until %L', wanted_valid_until) end);
      exit;
    exception when duplicate_object or unique_violation then
      n := n + 1;
    end;
  end loop;
  -- A transaction that somebody forgot keeps every table from being cleaned, and a migration waiting.
  execute pg_catalog.format('alter role %I set idle_in_transaction_session_timeout = ''15min''', made);
  execute pg_catalog.format('grant %I to %I',
    case when wanted_tenant is null then 'headway_agency' else 'headway_reader' end, made);
  perform guard.register_login(made, case when wanted_tenant is null then 'agency' else 'reader' end, wanted_tenant,
    wanted_label, wanted_valid_until);
  return made;
end $$;

-- Enters a role into the identity map, by name and oid.
create or replace function guard.register_login(wanted name, wanted_kind text, wanted_tenant bigint,
  wanted_label text, wanted_valid_until timestamptz)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into guard.login (role_name, role_oid, kind, tenant_id, label, valid_until)
  select r.rolname, r.oid, wanted_kind, wanted_tenant, wanted_label, wanted_valid_until
    from pg_catalog.pg_roles r where r.rolname = wanted
  on conflict (role_name) do update set role_oid = excluded.role_oid, kind = excluded.kind,
    tenant_id = excluded.tenant_id, label = excluded.label, valid_until = excluded.valid_until;
end $$;

-- Gives a login another password; answers whether there is such a login.
create or replace function guard.rotate_login(wanted name, verifier text) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if not guard.is_client_login(wanted) then
    return false;
  end if;
  perform guard.require_verifier(verifier);
  execute pg_catalog.format('alter role %I password %L', wanted, verifier);
  return true;
end $$;

create or replace function guard.is_client_login(wanted name) returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from guard.login l join pg_catalog.pg_roles r on r.oid = l.role_oid and r.rolname = l.role_name
     where l.role_name = wanted and l.kind in ('reader', 'agency'));
end $$;

create or replace function guard.require_verifier(verifier text) returns void
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' then
    raise exception 'a password reaches the server as a SCRAM verifier, never in clear' using errcode = '22023';
  end if;
end $$;

-- Made anew as a whole: what a function returns cannot be changed in place. Who may call it is granted later.
drop function if exists guard.logins(bigint);
create function guard.logins(wanted_tenant bigint)
returns table (role_name name, kind text, label text, created_at timestamptz, valid_until timestamptz, sessions bigint,
  connections integer)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select l.role_name, l.kind, l.label, l.created_at, l.valid_until,
           (select pg_catalog.count(*) from pg_catalog.pg_stat_activity a where a.usename = l.role_name),
           coalesce((select r.rolconnlimit from pg_catalog.pg_roles r where r.oid = l.role_oid), 0)
      from guard.login l
     where case when wanted_tenant is null then l.kind = 'agency' else l.tenant_id = wanted_tenant end
     order by l.created_at, l.role_name;
end $$;

-- The mapping goes first: an open session of the login sees nothing from its next statement on.
create or replace function guard.forget_login(wanted name) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from guard.login l where l.role_name = wanted and l.kind in ('reader', 'agency');
  return found;
end $$;

create or replace function guard.drop_login(wanted name) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if not guard.forget_login(wanted) then
    return false;
  end if;
  if exists (select from pg_catalog.pg_roles r where r.rolname = wanted) then
    execute pg_catalog.format('drop role %I', wanted);
  end if;
  return true;
end $$;

-- Drops every login whose hour has passed, and says how many.
create or replace function guard.sweep_logins() returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  expired name;
  n integer := 0;
begin
  for expired in select e.role_name from guard.expired_logins() e loop
    perform guard.drop_login(expired);
    n := n + 1;
  end loop;
  return n;
end $$;

create or replace function guard.expired_logins() returns table (role_name name)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return query select l.role_name from guard.login l where l.valid_until < pg_catalog.clock_timestamp();
end $$;

-- The last step of a deletion: the logins, then the tenant itself.
create or replace function guard.forget_tenant(wanted bigint) returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  login name;
  n integer := 0;
begin
  for login in select l.role_name from guard.logins(wanted) l loop
    perform guard.drop_login(login);
    n := n + 1;
  end loop;
  perform guard.remove_tenant(wanted);
  return n;
end $$;

create or replace function guard.remove_tenant(wanted bigint) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from guard.tenant t where t.tenant_id = wanted and t.state = 'deleting';
  if not found then
    raise exception 'only a tenant that is being deleted can be removed' using errcode = 'HW001';
  end if;
end $$;
