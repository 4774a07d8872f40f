// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  /// The files of `SQL/Code/`, in the order of their names.
  public static let code: [SQLFile] = [
    SQLFile(
      name: "0010-database-rights", sha256: "189fc530a5422662e1347c19d31335442b8eb4e3b0bf060d5acc9aa40dd22d27",
      text: #"""
-- Who may connect to this database, and make temporary tables in it. Rights on a database do not
-- travel with a dump or a copy of it, so they are written anew with the code.
do $$
declare
  operator name;
begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to headway_service, headway_reader, headway_agency', current_database());
  -- Batches are staged in tables of the session (Docs/Decisions/0004). Readers make none.
  execute format('grant temporary on database %I to headway_service', current_database());
  for operator in select l.role_name from guard.login l where l.kind = 'cli' loop
    execute format('grant connect on database %I to %I', current_database(), operator);
  end loop;
end $$;

"""#),
    SQLFile(
      name: "0100-guard-identity", sha256: "8fbed363ba9c284c8b330b97f102f31a487b0dbae5f88b4403125aceb54a3f9d",
      text: #"""
-- Which tenant is asking. The one function behind every policy.
--
-- A client is who the server authenticated: session_user, which neither SET ROLE, SET, a
-- pooled setting nor SECURITY DEFINER changes, matched by name and oid. A service login speaks
-- for the tenant of its transaction (guard.enter). Everybody else gets NULL, that is: no row.
-- 10 µs; in the policies it stands in a sub-select, so it runs once a statement.
create or replace function guard.tenant_id() returns bigint
language plpgsql stable parallel safe security definer cost 10000
set search_path = pg_catalog, pg_temp
as $$
declare
  who record;
  wanted bigint;
begin
  select l.kind, l.tenant_id into who
    from guard.login l
    join pg_catalog.pg_roles r on r.oid = l.role_oid and r.rolname = l.role_name
   where l.role_name = session_user
     and (l.valid_until is null or l.valid_until > pg_catalog.clock_timestamp());
  if not found then
    return null;
  end if;
  if who.kind = 'service' then
    wanted := nullif(pg_catalog.current_setting('headway.tenant_id', true), '')::bigint;
    -- A tenant that is being deleted has to be reached once more, to empty its tables.
    perform from guard.tenant t where t.tenant_id = wanted and t.state in ('active', 'deleting');
  elsif who.kind = 'reader' then
    wanted := who.tenant_id;
    perform from guard.tenant t where t.tenant_id = wanted and t.state = 'active';
  else
    return null;
  end if;
  return case when found then wanted end;
end $$;

-- Whether a login of the agency itself is asking (schema agency).
create or replace function guard.is_agency() returns boolean
language plpgsql stable parallel safe security definer cost 10000
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from guard.login l
      join pg_catalog.pg_roles r on r.oid = l.role_oid and r.rolname = l.role_name
     where l.role_name = session_user and l.kind = 'agency'
       and (l.valid_until is null or l.valid_until > pg_catalog.clock_timestamp()));
end $$;

-- Makes a service login's transaction speak for one tenant, until it ends.
create or replace function guard.enter(wanted bigint, deleting boolean default false) returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  execute pg_catalog.format('set local headway.tenant_id = %L', wanted);
  perform guard.require_open(deleting);
end $$;

-- Says why a tenant cannot be entered, rather than showing an empty one.
create or replace function guard.require_open(deleting boolean) returns void
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  entered bigint := guard.tenant_id();
  state text;
begin
  select t.state into state from guard.tenant t where t.tenant_id = entered;
  if state is null then
    raise exception 'this tenant is suspended or does not exist' using errcode = 'HW001';
  elsif state = 'deleting' and not deleting then
    raise exception 'this tenant is being deleted' using errcode = 'HW001';
  end if;
end $$;

"""#),
    SQLFile(
      name: "0110-guard-tenants", sha256: "9597d469d4d6bdb8720d638f5776facc905d82d49d618507d1fbc15522593a1a",
      text: #"""
-- What the CLI's login may do: find, list, make and change tenants. It reads no tenant's rows.

create or replace function guard.find_tenant(wanted text)
returns table (tenant_id bigint, slug text, name text, timezone text, currency text, arr_minor bigint,
  identities text[], commitment integer, state text, created_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return query select t.tenant_id, t.slug, t.name, t.timezone, t.currency, t.arr_minor, t.identities, t.commitment,
      t.state, t.created_at
    from guard.tenant t where wanted is null or t.slug = wanted order by t.slug;
end $$;

-- Refuses what is no time zone; NULL is none to refuse.
--
-- Not by a look into pg_timezone_names: that view reads all 1,200 files of the system's zones,
-- some 20 ms each time. The pattern keeps out POSIX rules ("XYZ+5"), which the server takes too.
create or replace function guard.require_zone(wanted text) returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if wanted !~ '^[A-Za-z][A-Za-z_-]*(/[A-Za-z0-9_+-]+)*$' then
    raise invalid_parameter_value;
  end if;
  perform pg_catalog.now() at time zone wanted;
exception when invalid_parameter_value then
  raise exception 'there is no time zone "%"', wanted using errcode = 'HW002',
    hint = 'Use an IANA name such as Europe/Berlin or America/Sao_Paulo.';
end $$;

-- Makes a tenant, or finds the one that is there with the same settings: safe to repeat.
create or replace function guard.provision(wanted_slug text, wanted_name text, wanted_timezone text,
  wanted_currency text, wanted_arr_minor bigint, wanted_identities text[], wanted_commitment integer)
returns table (tenant_id bigint, made boolean)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  fresh bigint;
begin
  perform guard.require_zone(wanted_timezone);
  loop
    -- 53 random bits of a version 4 uuid; 0 is nobody.
    fresh := ('x' || pg_catalog.right(pg_catalog.replace(pg_catalog.gen_random_uuid()::text, '-', ''), 14))::bit(56)::bigint
      & 9007199254740991;
    exit when fresh > 0 and not exists (select from guard.tenant t where t.tenant_id = fresh);
  end loop;
  insert into guard.tenant as t (tenant_id, slug, name, timezone, currency, arr_minor, identities, commitment)
  values (fresh, wanted_slug, wanted_name, wanted_timezone, coalesce(wanted_currency, 'USD'), wanted_arr_minor,
    coalesce(wanted_identities, '{external_id,email,linkedin,anonymous_id}'), wanted_commitment)
  on conflict (slug) do nothing;
  return query select t.tenant_id, t.tenant_id = fresh from guard.tenant t where t.slug = wanted_slug;
end $$;

-- Changes settings; NULL leaves one as it is.
create or replace function guard.change_tenant(wanted bigint, new_name text, new_timezone text, new_currency text,
  new_arr_minor bigint, new_identities text[], new_commitment integer)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform guard.require_zone(new_timezone);
  update guard.tenant t
     set name = coalesce(new_name, t.name), timezone = coalesce(new_timezone, t.timezone),
         currency = coalesce(new_currency, t.currency), arr_minor = coalesce(new_arr_minor, t.arr_minor),
         identities = coalesce(new_identities, t.identities), commitment = coalesce(new_commitment, t.commitment)
   where t.tenant_id = wanted;
end $$;

-- Suspends, resumes, or marks for deletion. Open sessions see it at their next statement.
create or replace function guard.set_state(wanted bigint, new_state text) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update guard.tenant t set state = new_state
   where t.tenant_id = wanted and (t.state <> 'deleting' or new_state = 'deleting');
  if not found then
    raise exception 'this tenant does not exist or is being deleted' using errcode = 'HW001';
  end if;
end $$;

"""#),
    SQLFile(
      name: "0120-guard-logins", sha256: "c57515cb39e281910ed34ae9830da05593b6065e8f18c918448cbc1388b94aa8",
      text: #"""
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

create or replace function guard.logins(wanted_tenant bigint)
returns table (role_name name, kind text, label text, created_at timestamptz, valid_until timestamptz, sessions bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select l.role_name, l.kind, l.label, l.created_at, l.valid_until,
           (select pg_catalog.count(*) from pg_catalog.pg_stat_activity a where a.usename = l.role_name)
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

"""#),
    SQLFile(
      name: "0130-guard-policies", sha256: "95977fc948e45d227b1309631381b853a05c214fe82d8fa9bb1805483e806c8e",
      text: #"""
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
  covered integer := 0;
begin
  for target in
    select c.oid::regclass as name, n.nspname as schema
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('core', 'guard') and c.relkind in ('r', 'p')
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
    if target.schema = 'core' then
      execute format('create policy service_own on %s to headway_service using %s with check %s', target.name, own, own);
      execute format('grant select, insert, update, delete on %s to headway_service', target.name);
    end if;
    if target.schema = 'core' or target.name = 'guard.tenant'::regclass then
      execute format('create policy report_own on %s for select to headway_report using %s', target.name, own);
      execute format('create policy agency_all on %s for select to headway_agency_report using ((select guard.is_agency()))',
        target.name);
      execute format('grant select on %s to headway_report, headway_agency_report', target.name);
    end if;
    covered := covered + 1;
  end loop;
  return covered;
end $$;

select guard.write_policies();

"""#),
    SQLFile(
      name: "0135-guard-statistics", sha256: "1a04b4a90b198a5b36eb5516b179a3172817ba1e6c7926e24ffc3a8e2aa91aa0",
      text: #"""
-- No text of a tenant keeps statistics: a plan's estimate would tell a reader which words another
-- client has, a channel's name as well as a person's. Nothing is lost: every plan of ours goes by
-- tenant and number.
--
-- The columns: all texts, documents and digests of tables with a tenant_id, but those whose values
-- a CHECK lists. A new column is covered the moment the migrator has run.
create or replace function guard.telling_columns()
returns table (tenant_table regclass, column_name name, is_silent boolean)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select c.oid::regclass, a.attname,
           a.attstattarget = 0
             and not exists (select from pg_statistic s where s.starelid = c.oid and s.staattnum = a.attnum)
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace::regnamespace::text in ('core', 'guard') and c.relkind in ('r', 'p')
       and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped)
       and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'uuid'::regtype, 'bytea'::regtype)
       and not exists (
         select from pg_constraint k
          where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
            and pg_get_constraintdef(k.oid) ~ '= ANY \(ARRAY\[');
end $$;

do $$
declare
  c record;
begin
  for c in select t.tenant_table, t.column_name from guard.telling_columns() t where not t.is_silent loop
    execute format('alter table %s alter column %I set statistics 0', c.tenant_table, c.column_name);
  end loop;
end $$;

"""#),
    SQLFile(
      name: "0136-guard-planning", sha256: "98067fcecd702826eec011c9d71fc99cd3eb3f2181cfc9bd6d5535d777a89317",
      text: #"""
-- Tells the planner what a large write has changed, before somebody's query meets it.
--
-- Autovacuum would, a minute later, and on a database that runs only while a command does, never. Until
-- then a new generation seems to have one row: counting report.lead of 83,000 leads took longer than
-- ten minutes. It samples, so it takes half a second whatever the size. What readers join, and not the
-- log: what is looked up there is found without statistics (Docs/Decisions/0011).
create or replace function guard.analyze_timelines() returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  analyze core.account, core.day_count, core.profile, core.qualification;
end $$;

"""#),
    SQLFile(
      name: "0137-guard-lookups", sha256: "20f17e196a533d4166c02d0ab47f6bb4b0e301cd20175929f5556c0186c2713f",
      text: #"""
-- What the log says of its tenants' sizes, a planner must not know (Docs/Decisions/0011).
--
-- A client that came after the last ANALYZE is none of those that the statistics list, so it was
-- planned for as one row, and for one row any index that begins with the tenant is as good as any
-- other: the first batch of a new client's import compared 24,000 keyrings with 28,000 rows each,
-- 150 s in place of 0.3. Without statistics of tenant_id every tenant is taken for a two-hundredth of
-- the table, and the index that has the whole key wins whoever asks.
--
-- Not the timelines, which have a generation: readers join them, and they are analyzed as soon as a
-- generation is there (0136).
do $$
declare
  c record;
begin
  for c in
    select t.oid::regclass as name, a.attnum, a.attstattarget
      from pg_class t
      join pg_attribute a on a.attrelid = t.oid and a.attname = 'tenant_id' and not a.attisdropped
     where t.relnamespace = 'core'::regnamespace and t.relkind in ('r', 'p')
       and not exists (
         select from pg_attribute g where g.attrelid = t.oid and g.attname = 'generation' and not g.attisdropped)
  loop
    if c.attstattarget <> 0 then
      execute format('alter table %s alter column tenant_id set statistics 0', c.name);
    end if;
    -- What an earlier ANALYZE has left; nothing else takes it away.
    delete from pg_statistic s where s.starelid = c.name and s.staattnum = c.attnum;
  end loop;
end $$;

"""#),
    SQLFile(
      name: "0140-guard-grants", sha256: "080463ffe3d0efac6034a96c057e703624913c752c1f1f7df1e6933d8bcb0729",
      text: #"""
-- Who owns and who may call the functions of schema guard. Re-created whole: what is not
-- granted here is not granted.
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as name, p.proname from pg_proc p
            where p.pronamespace = 'guard'::regnamespace loop
    execute format('revoke all on function %s from public, headway_service, headway_reader, headway_agency', f.name);
    if f.proname in ('create_login', 'drop_login', 'rotate_login', 'forget_tenant', 'sweep_logins') then
      execute format('alter function %s owner to headway_provisioner', f.name);
    elsif f.proname = 'analyze_timelines' then
      -- Only who owns a table may have it analyzed.
      execute format('alter function %s owner to headway_owner', f.name);
    elsif f.proname not in ('write_policies', 'telling_columns') then
      execute format('alter function %s owner to headway_guard', f.name);
    end if;
  end loop;
end $$;

grant execute on function guard.tenant_id() to headway_owner, headway_service, headway_reader, headway_report;
grant execute on function guard.is_agency() to headway_agency, headway_agency_report;
grant execute on function guard.enter(bigint, boolean), guard.require_open(boolean), guard.find_tenant(text),
  guard.analyze_timelines() to headway_service;
grant execute on function guard.register_login(name, text, bigint, text, timestamptz), guard.forget_login(name),
  guard.logins(bigint), guard.expired_logins(), guard.remove_tenant(bigint), guard.is_client_login(name),
  guard.require_verifier(text) to headway_provisioner;
-- headway_cli's own grants are written where its login is made (Store's migrator), since its
-- name may differ on a server with several Headways.

"""#),
    SQLFile(
      name: "0200-metric-figures", sha256: "263583dc846d27f3c389d7b9f28f4a8bbd73d675d9b012359843fb477f50c06f",
      text: #"""
-- The formulas of the lead velocity rate (Docs/Metrics.md, section 4): here and nowhere else.
-- The report views call them on stored counts, `headway lvr --by` and `--definition` on counts
-- computed on demand. Percentages are exact numerics, rounded half away from zero to 6 decimals.

-- Growth from before to after, in percent. NULL without a baseline: neither zero nor infinity is true.
create or replace function metric.growth(before bigint, after bigint) returns numeric
language sql immutable parallel safe
as $$ select round(100.0 * (after - before) / nullif(before, 0), 6) $$;

-- A part of a whole, in percent: a channel's contribution to the growth of all.
create or replace function metric.share(part bigint, whole bigint) returns numeric
language sql immutable parallel safe
as $$ select round(100.0 * part / nullif(whole, 0), 6) $$;

-- Half the width of the stock rate's 95 % interval: entries and exits as Poisson counts.
create or replace function metric.stock_margin(opening bigint, moves bigint) returns numeric
language sql immutable parallel safe
as $$ select 1.96 * 100 * sqrt(moves::numeric) / nullif(opening, 0) $$;

-- A bound of the flow rate's 95 % interval (side −1 or 1): the log ratio of two Poisson counts.
create or replace function metric.flow_bound(before bigint, after bigint, side integer) returns numeric
language sql immutable parallel safe
as $$
  select case when before > 0 and after > 0 then
    100 * (exp(ln(after::numeric / before) + side * 1.96 * sqrt(1.0 / before + 1.0 / after)) - 1)
  end
$$;

-- A bound of the headline's interval, rounded as the headline is.
create or replace function metric.bound(basis text, opening bigint, closing bigint, moves bigint,
  before bigint, entered bigint, side integer) returns numeric
language sql immutable parallel safe
as $$
  select round(case basis
    when 'stock' then 100.0 * (closing - opening) / nullif(opening, 0) + side * metric.stock_margin(opening, moves)
    else metric.flow_bound(before, entered, side)
  end, 6)
$$;

create or replace function metric.band(lvr numeric) returns text
language sql immutable parallel safe
as $$
  select case
    when lvr < 0 then 'shrinking'
    when lvr < 5 then 'stagnating'
    when lvr < 15 then 'slow'
    when lvr <= 25 then 'healthy'
    when lvr <= 40 then 'aggressive'
    when lvr > 40 then 'surge'
  end
$$;

-- Annual recurring revenue in minor units of any currency with two decimals.
create or replace function metric.target_low(arr_minor bigint) returns numeric
language sql immutable parallel safe
as $$ select case when arr_minor < 100000000 then 20.0 when arr_minor < 1000000000 then 15.0
  when arr_minor is not null then 10.0 end $$;

create or replace function metric.target_high(arr_minor bigint) returns numeric
language sql immutable parallel safe
as $$ select case when arr_minor < 100000000 then 40.0 when arr_minor < 1000000000 then 25.0
  when arr_minor is not null then 20.0 end $$;

create or replace function metric.vs_target(lvr numeric, arr_minor bigint) returns text
language sql immutable parallel safe
as $$
  select case
    when lvr < metric.target_low(arr_minor) then 'below'
    when lvr <= metric.target_high(arr_minor) then 'within'
    when lvr > metric.target_high(arr_minor) then 'above'
  end
$$;

-- Why the headline is NULL, or why it must be read with care. NULL: nothing to say.
create or replace function metric.status_reason(first_period boolean, denominator bigint, period_start date,
  history_from date) returns text
language sql immutable parallel safe
as $$
  select case
    when first_period then 'no_prior_period'
    when coalesce(denominator, 0) = 0 then 'no_baseline'
    when period_start < history_from then 'before_history'
  end
$$;

"""#),
    SQLFile(
      name: "0205-metric-row", sha256: "43662c4fa1d8175a92c48d7cc8e28a2e481345358869ec63bd38d70d5e1f5932",
      text: #"""
-- What a period's counts say: every figure of a report row that follows from its counts. The one
-- place where the pieces meet, used by both report views and by what is computed on demand.
-- Written so that PostgreSQL inlines it (one SELECT, immutable).
create or replace function metric.figures(
  grain text, basis text, first_period boolean, in_progress boolean, period_start date, history_from date,
  arr_minor bigint, opening bigint, closing bigint, entered bigint, exited bigint, passed_through bigint,
  created bigint, before_entered bigint, before_created bigint, same_day_closing bigint,
  all_opening bigint, all_before bigint)
returns table (lvr_stock numeric, lvr_flow numeric, lvr numeric, lvr_low numeric, lvr_high numeric,
  significant boolean, low_base boolean, pace numeric, status_reason text, band text,
  target_low numeric, target_high numeric, vs_target text, total_lvr numeric, contribution numeric)
language sql immutable parallel safe
as $$
  select r.lvr_stock, r.lvr_flow, r.lvr, r.lvr_low, r.lvr_high,
         case when r.status_reason is null then r.lvr_low > 0 or r.lvr_high < 0 end,
         case when not first_period then r.denominator < 20 end,
         case when in_progress and not first_period then
           case basis when 'stock' then metric.growth(same_day_closing, closing) else r.lvr_flow end end,
         r.status_reason,
         case when r.judged then metric.band(r.lvr) end,
         case when grain = 'month' then metric.target_low(arr_minor) end,
         case when grain = 'month' then metric.target_high(arr_minor) end,
         case when r.judged then metric.vs_target(r.lvr, arr_minor) end,
         case when not first_period then metric.growth(before_created, created) end,
         case when not first_period then
           case basis when 'stock' then metric.share(closing - opening, all_opening)
             else metric.share(entered - before_entered, all_before) end end
  from (
    select h.*, case basis when 'stock' then h.lvr_stock else h.lvr_flow end as lvr,
           grain = 'month' and not in_progress and h.status_reason is null as judged
    from (
      select case when not first_period then metric.growth(opening, closing) end as lvr_stock,
             case when not first_period then metric.growth(before_entered, entered) end as lvr_flow,
             -- Pass-throughs were in the pipeline at the end of no day: they say nothing about its noise.
             case when not first_period then metric.bound(basis, opening, closing,
               entered + exited - 2 * passed_through, before_entered, entered, -1) end as lvr_low,
             case when not first_period then metric.bound(basis, opening, closing,
               entered + exited - 2 * passed_through, before_entered, entered, 1) end as lvr_high,
             case basis when 'stock' then opening else before_entered end as denominator,
             metric.status_reason(first_period, case basis when 'stock' then opening else before_entered end,
               period_start, history_from) as status_reason
    ) as h
  ) as r
$$;

"""#),
    SQLFile(
      name: "0206-metric-shown", sha256: "30f89e6e5e715890e7d72a93121b722a124fbedfcc2a4989137850036396d826",
      text: #"""
-- A rate as tables and pages show it: one decimal, and more where fewer would put it into another
-- band, or on the other side of its target. 24.96 is 25.0, both are healthy; 25.04 is not.
create or replace function metric.shown(rate numeric, target_low numeric, target_high numeric) returns text
language sql immutable parallel safe
as $$
  select round(rate, digits)::text
    from generate_series(1, 6) as digits
   where digits = 6
      or metric.band(round(rate, digits)) = metric.band(rate)
     and (round(rate, digits) < target_low) is not distinct from (rate < target_low)
     and (round(rate, digits) > target_high) is not distinct from (rate > target_high)
   order by digits
   limit 1
$$;

"""#),
    SQLFile(
      name: "0210-metric-today", sha256: "bb4341d3a28cba456cbfb360aa116160164b76db59491731c2f7d22c320b3217",
      text: #"""
-- The date a report answers for: `set headway.as_of = '2026-10-31'` moves it; else the date now
-- in a tenant's zone. What is no date is ignored with a WARNING: a typo in a dashboard must not
-- take it down, and must not pass unseen.
--
-- The calendar is checked by hand, since an exception block would start a subtransaction, which
-- a parallel plan forbids.
create or replace function metric.today_in(zone text) returns date
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  wanted text := nullif(pg_catalog.current_setting('headway.as_of', true), '');
  y integer; m integer; d integer;
begin
  if wanted is not null then
    if wanted ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
      y := pg_catalog.substr(wanted, 1, 4)::integer;
      m := pg_catalog.substr(wanted, 6, 2)::integer;
      d := pg_catalog.substr(wanted, 9, 2)::integer;
      if y >= 1 and m between 1 and 12 and d between 1 and (case
          when m in (4, 6, 9, 11) then 30
          when m <> 2 then 31
          when (y % 4 = 0 and y % 100 <> 0) or y % 400 = 0 then 29
          else 28 end) then
        return pg_catalog.make_date(y, m, d);
      end if;
    end if;
    raise warning 'headway.as_of is "%", which is no date: reports answer for today', wanted
      using hint = 'Write it as 2026-10-31.';
  end if;
  return (pg_catalog.clock_timestamp() at time zone zone)::date;
end $$;

"""#),
    SQLFile(
      name: "0215-metric-momentum", sha256: "33379bfc76e88b0bc2e27f16b310e8c3960f2e7c48379085bbb35b4641adb2ea",
      text: #"""
-- What momentum is called. `tiers` are the least momentum of cooling, neutral, warming and hot.
create or replace function metric.tier(momentum integer, tiers integer[]) returns text
language sql immutable parallel safe
return (array['cold', 'cooling', 'neutral', 'warming', 'hot'])[1 + width_bucket(momentum, tiers)];

-- A lead's momentum at a place of its own arrays and one of its account's (0: before the first).
create or replace function metric.momentum_at(velocity smallint[], frequency smallint[], content smallint[],
  state smallint[], i integer, points smallint[], j integer) returns integer
language sql immutable parallel safe
return velocity[i] + frequency[i] + content[i] + case when state[i] & 3 > 0 then coalesce(points[j], 0) else 0 end;

-- Since when the tier of a day has held: goes back from step to step of the lead and of its account.
create or replace function metric.tier_since(today date, days date[], velocity smallint[], frequency smallint[],
  content smallint[], state smallint[], account_days date[], points smallint[], tiers integer[]) returns date
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  i integer := width_bucket(today, days);
  j integer := coalesce(width_bucket(today, account_days), 0);
  wanted integer := width_bucket(metric.momentum_at(velocity, frequency, content, state, i, points, j), tiers);
  since date;
begin
  while i > 0 and width_bucket(metric.momentum_at(velocity, frequency, content, state, i, points, j), tiers) = wanted loop
    since := greatest(days[i], account_days[j]);
    if account_days[j] = since then j := j - 1; end if;
    if days[i] = since then i := i - 1; end if;
  end loop;
  return since;
end $$;

-- The last of ascending times that is not after a day of a zone; NULL before the first.
create or replace function metric.last_through(times timestamptz[], day date, zone text) returns timestamptz
language sql stable parallel safe
return times[width_bucket(((day + 1)::timestamp at time zone zone) - interval '1 microsecond', times)];

-- When a tier began: with the first engagement of its first day, else with the day.
create or replace function metric.tier_began(since date, engaged_first timestamptz[], zone text) returns timestamptz
language sql stable parallel safe
begin atomic
  select coalesce((select f.at from unnest(engaged_first) as f (at)
                    where f.at >= since::timestamp at time zone zone and f.at < (since + 1)::timestamp at time zone zone
                    limit 1),
                  since::timestamp at time zone zone);
end;

-- Why somebody is not to be called or written to; NULL where nothing stands against it.
create or replace function metric.uncallable(stage text, attributes jsonb, unreachable_at timestamptz, day date, zone text)
returns text
language sql stable parallel safe
return case
  when stage = 'customer' then 'a customer already'
  when stage = 'disqualified' then 'disqualified'
  when lower(attributes ->> 'do_not_contact') = 'true' then 'do not contact'
  when unreachable_at < (day + 1)::timestamp at time zone zone then 'unsubscribed, complained or bounced'
end;

-- What speaks for calling, in a line.
create or replace function metric.momentum_reason(gain numeric, velocity integer, frequency integer, content integer,
  stakeholders integer, now_engaged integer, before_engaged integer) returns text
language sql immutable parallel safe
return concat_ws(', ',
  case when velocity > 0 then 'gains points (' || trim_scale(gain::numeric) || ')' end,
  case when frequency > 0 then 'engages more often' end,
  case when content > 0 then 'goes deeper' end,
  case when stakeholders > 0 then now_engaged || ' of its company engage, ' || before_engaged || ' before' end);

-- What an SDR does about a tier.
create or replace function metric.tier_action(tier text) returns text
language sql immutable parallel safe
return case tier
  when 'hot' then 'Call today; bring in an executive, offer premium content'
  when 'warming' then 'Reach out within 48 hours and book a meeting'
  when 'neutral' then 'Keep to the standard nurture cadence'
  when 'cooling' then 'Re-engage: remind of the value, ask whether the time is right'
  when 'cold' then 'Pause outreach; check in once a quarter'
end;

-- Until when: hot the same day, warming within 48 hours.
create or replace function metric.due_by(tier text, since date, began timestamptz, zone text) returns timestamptz
language sql stable parallel safe
return case tier
  when 'hot' then (since + 1)::timestamp at time zone zone - interval '1 second'
  when 'warming' then began + interval '48 hours'
end;

"""#),
    SQLFile(
      name: "0217-metric-instant", sha256: "93befd5b4b97cfeb924adf392bc069f64b32c47f0b9431d468b62e2bfa98f07a",
      text: #"""
-- The instant of a time as the log writes it, in a zone: with a Z, without an offset, or a date alone.
--
-- A local time that a clock change skips moves forward, as PostgreSQL has it. One that comes twice
-- means the first, where PostgreSQL takes the second: an hour earlier, if that has the same wall clock.
create or replace function metric.instant(written text, zone text) returns timestamptz
language sql stable parallel safe
as $$
  select case
    when written like '%Z' then written::timestamptz
    when (l.at - interval '1 hour') at time zone zone = written::timestamp then l.at - interval '1 hour'
    else l.at end
  from (select rtrim(written, 'Z')::timestamp at time zone zone as at) as l
$$;

"""#),
    SQLFile(
      name: "0220-metric-grants", sha256: "f86201186216d7268a92cfd8e6d4440f600f7f70f863e154d75402a805266aa7",
      text: #"""
-- A view's functions run with the reader's rights, so everybody who reads may call them.
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'metric'::regnamespace loop
    execute format('alter function %s owner to headway_owner', f.name);
    execute format('revoke all on function %s from public', f.name);
    execute format('grant execute on function %s to headway_service, headway_reader, headway_agency, headway_report, headway_agency_report',
      f.name);
  end loop;
end $$;

"""#),
    SQLFile(
      name: "0300-reset-views", sha256: "b41a33b99219893a9aa76e56553e49601ad53db7f49ba6a36209b5a7eca503ce",
      text: #"""
-- The report views are re-created whole, so that a column can move or go.
do $$
declare
  v record;
begin
  -- Names as text: a regclass whose view went with an earlier one's cascade prints as a number.
  for v in select format('%I.%I', n.nspname, c.relname) as name
             from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'v' and c.relnamespace in ('report'::regnamespace, 'agency'::regnamespace) loop
    execute format('drop view if exists %s cascade', v.name);
  end loop;
end $$;

-- The date for which the caller's reports answer.
create or replace function report.today() returns date
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select metric.today_in(t.timezone) from guard.tenant t where t.tenant_id = guard.tenant_id());
end $$;
alter function report.today() owner to headway_report;
revoke all on function report.today() from public;
grant execute on function report.today() to headway_reader, headway_service;

"""#),
    SQLFile(
      name: "0400-views/0100-scope", sha256: "b85589673efe61fa3e04de2598b20d4048c31b8b9d47ba9e80e174899cdec47b",
      text: #"""
-- What every view begins with: the tenants one may see, their live generation, and the date
-- they answer for. Not granted to anybody: the other views read it as their owner.
create view {schema}.scope with (security_barrier) as
select t.tenant_id, t.slug as tenant, t.arr_minor, h.live_generation as generation, g.definition, d.basis,
       h.history_from, metric.today_in(g.zone) as today, g.zone, g.tiers
  from guard.tenant t
  join core.head h on h.tenant_id = t.tenant_id
  join core.generation g on g.tenant_id = t.tenant_id and g.generation = h.live_generation
  join core.definition d on d.tenant_id = t.tenant_id and d.version = g.definition;

"""#),
    SQLFile(
      name: "0400-views/0200-period", sha256: "66ea70a1d0e8fff885f3207fa9b160218d363366d64767b96fba77d2e9bf25ea",
      text: #"""
-- The periods of a tenant, from the one with the earliest created day to the one with today,
-- without a gap. Not granted to anybody.
create view {schema}.period with (security_barrier) as
with first as (
  select s.tenant_id, s.today, min(c.day) as day
    from {schema}.scope s
    join core.day_count c on c.tenant_id = s.tenant_id and c.generation = s.generation
   where c.created > 0 and c.day <= s.today
   group by s.tenant_id, s.today
)
select f.tenant_id, 'month'::text as grain, m::date as period_start, (m + interval '1 month - 1 day')::date as period_end,
       (m - interval '1 month')::date as prior_start, (m - interval '1 day')::date as prior_end,
       m::date <= f.day as first_period, (m + interval '1 month - 1 day')::date >= f.today as in_progress
  from first f,
       generate_series(date_trunc('month', f.day::timestamp), f.today::timestamp, interval '1 month') as m
union all
select f.tenant_id, 'week', w::date, (w + interval '6 days')::date, (w - interval '7 days')::date,
       (w - interval '1 day')::date, w::date <= f.day, (w + interval '6 days')::date >= f.today
  from first f,
       generate_series(date_trunc('week', f.day::timestamp), f.today::timestamp, interval '7 days') as w;

"""#),
    SQLFile(
      name: "0400-views/0300-flow", sha256: "9aa4a8783a6eb45526d0c209d324e4046132b7eeaaa952410fac28921ccba1af",
      text: #"""
-- Per period and channel: what moved, and what to compare it with. Not granted to anybody.
--
-- `before_*` are the figures of the period before. A period in progress compares with the same
-- number of days of it (day k with day k; its last day if it is shorter), so `same_day` is where
-- the comparison ends. One pass over day_count assigns days to periods; a second one, over the two
-- periods before the running ones alone, is joined as a whole: asked for row by row it would cost
-- little too, but be estimated at so much that the server compiles the query first (JIT, 400 ms).
-- A channel has its row in every period from the first of all on, zeros included:
-- a waterfall by channel adds up in each.
create view {schema}.flow with (security_barrier) as
with day as (
  select c.tenant_id, s.today, c.channel, c.day, c.created, c.entered, c.passed_through,
         c.exited_converted, c.exited_disqualified, c.exited_decayed, c.exited_criteria,
         c.entered - c.exited_converted - c.exited_disqualified - c.exited_decayed - c.exited_criteria as net
    from {schema}.scope s
    join core.day_count c on c.tenant_id = s.tenant_id and c.generation = s.generation and c.day <= s.today
),
moved as (
  select d.tenant_id, d.channel, 'month'::text as grain, date_trunc('month', d.day::timestamp)::date as period_start,
         sum(d.created) as created, sum(d.entered) as entered, sum(d.passed_through) as passed_through,
         sum(d.exited_converted) as exited_converted, sum(d.exited_disqualified) as exited_disqualified,
         sum(d.exited_decayed) as exited_decayed, sum(d.exited_criteria) as exited_criteria, sum(d.net) as net
    from day d
   group by d.tenant_id, d.channel, 4
  union all
  select d.tenant_id, d.channel, 'week', date_trunc('week', d.day::timestamp)::date,
         sum(d.created), sum(d.entered), sum(d.passed_through), sum(d.exited_converted), sum(d.exited_disqualified),
         sum(d.exited_decayed), sum(d.exited_criteria), sum(d.net)
    from day d
   group by d.tenant_id, d.channel, 4
),
channel as (
  select distinct tenant_id, channel from day
),
filled as (
  select p.tenant_id, p.grain, p.period_start, p.period_end, p.prior_start, p.prior_end, p.first_period, p.in_progress,
         c.channel,
         coalesce(m.created, 0) as created, coalesce(m.entered, 0) as entered,
         coalesce(m.passed_through, 0) as passed_through,
         coalesce(m.exited_converted, 0) as exited_converted, coalesce(m.exited_disqualified, 0) as exited_disqualified,
         coalesce(m.exited_decayed, 0) as exited_decayed, coalesce(m.exited_criteria, 0) as exited_criteria,
         coalesce(m.net, 0) as net
    from {schema}.period p
    join channel c on c.tenant_id = p.tenant_id
    left join moved m on m.tenant_id = p.tenant_id and m.channel = c.channel and m.grain = p.grain
                     and m.period_start = p.period_start
),
current as (
  select s.tenant_id, g.grain, g.prior_start, g.period_start - 1 as prior_end,
         least(g.prior_start + (s.today - g.period_start), g.period_start - 1) as same_day
    from {schema}.scope s
   cross join lateral (values
     ('month', date_trunc('month', s.today::timestamp)::date, (date_trunc('month', s.today::timestamp) - interval '1 month')::date),
     ('week', date_trunc('week', s.today::timestamp)::date, date_trunc('week', s.today::timestamp)::date - 7)
   ) as g (grain, period_start, prior_start)
),
same as (
  select c.tenant_id, c.grain, d.channel,
         sum(d.entered) filter (where d.day <= c.same_day) as entered,
         sum(d.created) filter (where d.day <= c.same_day) as created,
         sum(d.net) filter (where d.day > c.same_day) as later
    from current c
    join day d on d.tenant_id = c.tenant_id and d.day between c.prior_start and c.prior_end
   group by c.tenant_id, c.grain, d.channel
),
running as (
  select f.*,
         sum(f.net) over w as closing,
         lag(f.entered) over w as prior_entered,
         lag(f.created) over w as prior_created
    from filled f
  window w as (partition by f.tenant_id, f.grain, f.channel order by f.period_start)
)
select r.tenant_id, r.grain, r.channel, r.period_start, r.period_end, r.first_period, r.in_progress,
       (r.closing - r.net)::bigint as opening, r.closing::bigint as closing,
       r.created::bigint, r.entered::bigint, r.passed_through::bigint,
       r.exited_converted::bigint, r.exited_disqualified::bigint, r.exited_decayed::bigint, r.exited_criteria::bigint,
       (case when r.in_progress then coalesce(same.entered, 0) else r.prior_entered end)::bigint as before_entered,
       (case when r.in_progress then coalesce(same.created, 0) else r.prior_created end)::bigint as before_created,
       (case when r.in_progress then r.closing - r.net - coalesce(same.later, 0) end)::bigint as same_day_closing
  from running r
  left join same on r.in_progress and not r.first_period
    and same.tenant_id = r.tenant_id and same.grain = r.grain and same.channel = r.channel;

"""#),
    SQLFile(
      name: "0400-views/0400-lvr", sha256: "35fe61ab419f485c98b1c42364b406f43dcf147f2e44e1988414827fd9d373d4",
      text: #"""
-- The lead velocity rate per period, with its waterfall (Docs/Metrics.md, section 4).
create view {schema}.lvr with (security_barrier) as
with total as (
  select f.tenant_id, f.grain, f.period_start, f.period_end, f.first_period, f.in_progress,
         sum(f.opening)::bigint as opening, sum(f.closing)::bigint as closing, sum(f.created)::bigint as created,
         sum(f.entered)::bigint as entered, sum(f.passed_through)::bigint as passed_through,
         sum(f.exited_converted)::bigint as exited_converted,
         sum(f.exited_disqualified)::bigint as exited_disqualified,
         sum(f.exited_decayed)::bigint as exited_decayed, sum(f.exited_criteria)::bigint as exited_criteria,
         sum(f.before_entered)::bigint as before_entered, sum(f.before_created)::bigint as before_created,
         sum(f.same_day_closing)::bigint as same_day_closing
    from {schema}.flow f
   group by f.tenant_id, f.grain, f.period_start, f.period_end, f.first_period, f.in_progress
)
select s.tenant, s.definition, t.grain, t.period_start, t.period_end,
       case when t.in_progress then 'in_progress' else 'final' end as status,
       g.status_reason, s.basis,
       t.opening::integer, t.entered::integer, t.exited_converted::integer, t.exited_disqualified::integer,
       t.exited_decayed::integer, t.exited_criteria::integer, t.passed_through::integer, t.closing::integer,
       g.lvr_stock, g.lvr_flow, g.lvr, g.lvr_low, g.lvr_high, g.significant, g.low_base, g.pace, g.band,
       g.target_low, g.target_high, g.vs_target, t.created::integer, g.total_lvr, s.today as as_of
  from total t
  join {schema}.scope s on s.tenant_id = t.tenant_id
 cross join lateral metric.figures(t.grain, s.basis, t.first_period, t.in_progress, t.period_start, s.history_from,
         s.arr_minor, t.opening, t.closing, t.entered,
         t.exited_converted + t.exited_disqualified + t.exited_decayed + t.exited_criteria, t.passed_through,
         t.created, t.before_entered, t.before_created, t.same_day_closing, t.opening, t.before_entered) as g;

comment on view {schema}.lvr is 'The lead velocity rate of each month and week, with the waterfall that leads to it.';
comment on column {schema}.lvr.tenant is 'The client''s short name.';
comment on column {schema}.lvr.definition is 'The version of the definition of "qualified" that all counts follow.';
comment on column {schema}.lvr.grain is 'month or week (ISO weeks, Monday to Sunday).';
comment on column {schema}.lvr.period_start is 'First day of the period, in the client''s time zone.';
comment on column {schema}.lvr.period_end is 'Last day of the period.';
comment on column {schema}.lvr.status is 'in_progress while today is not past the last day, else final.';
comment on column {schema}.lvr.status_reason is
  'Why lvr is NULL (no_prior_period, no_baseline), or must be read with care (before_history); else NULL.';
comment on column {schema}.lvr.basis is 'Which rate lvr shows: stock (leads qualified at the end) or flow (leads that entered).';
comment on column {schema}.lvr.opening is 'Leads qualified on the last day of the period before.';
comment on column {schema}.lvr.entered is 'Times a lead became qualified in the period, pass-throughs included.';
comment on column {schema}.lvr.exited_converted is 'Exits because the lead became a customer, pass-throughs included.';
comment on column {schema}.lvr.exited_disqualified is 'Exits because the lead was disqualified.';
comment on column {schema}.lvr.exited_decayed is 'Exits because the lead went silent, or grew too old.';
comment on column {schema}.lvr.exited_criteria is 'Exits because a gate of the definition no longer held.';
comment on column {schema}.lvr.passed_through is 'Leads that became customers before a whole day as qualified was over.';
comment on column {schema}.lvr.closing is 'Leads qualified on the last day (today, in progress) = opening + entered − exits.';
comment on column {schema}.lvr.lvr_stock is 'Growth of the qualified leads from opening to closing, in percent.';
comment on column {schema}.lvr.lvr_flow is 'Growth of entered over the period before (the same number of its days, in progress), in percent.';
comment on column {schema}.lvr.lvr is 'The headline: lvr_stock or lvr_flow, as basis says.';
comment on column {schema}.lvr.lvr_low is 'Lower bound of the 95 % interval of lvr.';
comment on column {schema}.lvr.lvr_high is 'Upper bound of the 95 % interval of lvr.';
comment on column {schema}.lvr.significant is 'Whether the interval excludes 0; NULL where it is undefined.';
comment on column {schema}.lvr.low_base is 'Whether fewer than 20 leads stand in the denominator: percentages jump.';
comment on column {schema}.lvr.pace is 'In progress: growth over the same day of the period before.';
comment on column {schema}.lvr.band is 'shrinking, stagnating, slow, healthy, aggressive or surge; final months only.';
comment on column {schema}.lvr.target_low is 'Lower bound of the target for a company of this revenue; months only.';
comment on column {schema}.lvr.target_high is 'Upper bound of that target.';
comment on column {schema}.lvr.vs_target is 'below, within or above the target; final months only.';
comment on column {schema}.lvr.created is 'Leads created in the period, qualified or not.';
comment on column {schema}.lvr.total_lvr is 'Growth of created over the period before, in percent.';
comment on column {schema}.lvr.as_of is 'The day the row answers for.';

"""#),
    SQLFile(
      name: "0400-views/0410-lvr-by-channel", sha256: "7ce5821d09924acbf16fbcd590e6f6fb9945f92dec1a74921fffbf6ddb050f7d",
      text: #"""
-- The same waterfall per channel of first touch; its counts add up exactly to those of {schema}.lvr.
create view {schema}.lvr_by_channel with (security_barrier) as
with part as (
  select f.*, sum(f.opening) over p as all_opening, sum(f.before_entered) over p as all_before
    from {schema}.flow f
  window p as (partition by f.tenant_id, f.grain, f.period_start)
)
select s.tenant, s.definition, p.grain, p.period_start, p.period_end,
       case when p.in_progress then 'in_progress' else 'final' end as status, s.basis, p.channel,
       p.opening::integer, p.entered::integer, p.exited_converted::integer, p.exited_disqualified::integer,
       p.exited_decayed::integer, p.exited_criteria::integer, p.closing::integer,
       g.lvr_stock, g.lvr_flow, g.lvr, g.lvr_low, g.lvr_high, g.significant, g.low_base, g.contribution,
       s.today as as_of
  from part p
  join {schema}.scope s on s.tenant_id = p.tenant_id
 cross join lateral metric.figures(p.grain, s.basis, p.first_period, p.in_progress, p.period_start, s.history_from,
         s.arr_minor, p.opening, p.closing, p.entered,
         p.exited_converted + p.exited_disqualified + p.exited_decayed + p.exited_criteria, p.passed_through,
         p.created, p.before_entered, p.before_created, p.same_day_closing, p.all_opening::bigint,
         p.all_before::bigint) as g
 where p.opening <> 0 or p.closing <> 0 or p.entered <> 0 or p.before_entered <> 0;

comment on view {schema}.lvr_by_channel is 'The lead velocity rate and waterfall of each channel of first touch; a channel with nothing but zeros is absent.';
comment on column {schema}.lvr_by_channel.tenant is 'The client''s short name.';
comment on column {schema}.lvr_by_channel.definition is 'The version of the definition that all counts follow.';
comment on column {schema}.lvr_by_channel.grain is 'month or week.';
comment on column {schema}.lvr_by_channel.period_start is 'First day of the period.';
comment on column {schema}.lvr_by_channel.period_end is 'Last day of the period.';
comment on column {schema}.lvr_by_channel.status is 'in_progress or final.';
comment on column {schema}.lvr_by_channel.basis is 'Which rate lvr shows: stock or flow.';
comment on column {schema}.lvr_by_channel.channel is 'The channel of the lead''s earliest fact that carries one, else unknown.';
comment on column {schema}.lvr_by_channel.opening is 'Leads of the channel qualified on the last day of the period before.';
comment on column {schema}.lvr_by_channel.entered is 'Times a lead of the channel became qualified.';
comment on column {schema}.lvr_by_channel.exited_converted is 'Exits because the lead became a customer.';
comment on column {schema}.lvr_by_channel.exited_disqualified is 'Exits because the lead was disqualified.';
comment on column {schema}.lvr_by_channel.exited_decayed is 'Exits because the lead went silent, or grew too old.';
comment on column {schema}.lvr_by_channel.exited_criteria is 'Exits because a gate no longer held.';
comment on column {schema}.lvr_by_channel.closing is 'Leads of the channel qualified on the last day.';
comment on column {schema}.lvr_by_channel.lvr_stock is 'Growth from opening to closing, in percent.';
comment on column {schema}.lvr_by_channel.lvr_flow is 'Growth of entered over the period before, in percent.';
comment on column {schema}.lvr_by_channel.lvr is 'The headline, as basis says.';
comment on column {schema}.lvr_by_channel.lvr_low is 'Lower bound of its 95 % interval.';
comment on column {schema}.lvr_by_channel.lvr_high is 'Upper bound of its 95 % interval.';
comment on column {schema}.lvr_by_channel.significant is 'Whether the interval excludes 0.';
comment on column {schema}.lvr_by_channel.low_base is 'Whether fewer than 20 leads stand in the denominator.';
comment on column {schema}.lvr_by_channel.contribution is 'Percentage points that the channel adds to the growth of all.';
comment on column {schema}.lvr_by_channel.as_of is 'The day the row answers for.';

"""#),
    SQLFile(
      name: "0400-views/0500-qualification", sha256: "792aec718d2d61098aec3b7d195f2e1fe92a55101905166634d52f2229f92643",
      text: #"""
-- Every span of days on which a lead was, is or will be qualified as far as is known today.
create view {schema}.qualification with (security_barrier) as
select s.tenant, s.definition, q.lead_id, span.from_day, span.to_day, span.exit_reason
  from {schema}.scope s
  join core.qualification q on q.tenant_id = s.tenant_id and q.generation = s.generation
  cross join lateral (
    select lower(u.days) as from_day, upper(u.days) as to_day, q.exits[u.n] as exit_reason
      from unnest(q.qualified) with ordinality as u (days, n)
    union all
    select q.passed_on, q.passed_on, 'converted' where q.passed_on is not null
  ) as span;

comment on view {schema}.qualification is 'The days on which each lead is qualified, as spans [from_day, to_day).';
comment on column {schema}.qualification.tenant is 'The client''s short name.';
comment on column {schema}.qualification.definition is 'The version of the definition.';
comment on column {schema}.qualification.lead_id is 'The lead, numbered per client.';
comment on column {schema}.qualification.from_day is 'First day on which the lead is qualified.';
comment on column {schema}.qualification.to_day is 'First day on which it no longer is; may lie ahead (a known decay date); NULL: open. Equal to from_day: passed through.';
comment on column {schema}.qualification.exit_reason is 'converted, disqualified, decayed or criteria; NULL while open.';

"""#),
    SQLFile(
      name: "0400-views/0600-lead.agency", sha256: "0f4f75d654ffa7b9f0d10c1d16ff270769bea0e1fa4184438e3eb9b1643eccad",
      text: #"""
-- The leads of all clients, without the person: no e-mail, phone, name or attribute.
create view agency.lead with (security_barrier) as
select s.tenant, p.lead_id, p.external_id, a.key as account, q.channel, p.stage, q.created_day,
       q.qualified @> s.today as qualified_now
  from agency.scope s
  join core.profile p on p.tenant_id = s.tenant_id and p.generation = s.generation
  join core.qualification q on q.tenant_id = p.tenant_id and q.generation = p.generation and q.lead_id = p.lead_id
  left join core.account a on a.tenant_id = p.tenant_id and a.account_id = p.account_id;

comment on view agency.lead is 'The leads of all clients, without personal columns.';
comment on column agency.lead.tenant is 'The client''s short name.';
comment on column agency.lead.lead_id is 'The lead''s number within the client.';
comment on column agency.lead.external_id is 'The id in the client''s CRM.';
comment on column agency.lead.account is 'The company: its domain, else its name.';
comment on column agency.lead.channel is 'The channel of first touch.';
comment on column agency.lead.stage is 'lead, mql, sql, opportunity, customer or disqualified.';
comment on column agency.lead.created_day is 'The day the lead came to be.';
comment on column agency.lead.qualified_now is 'Whether it is qualified today, in the client''s zone.';

"""#),
    SQLFile(
      name: "0400-views/0600-lead.report", sha256: "cbb4f9151d5cbd84bfacd81ecdab6f08c2277774633bfa3ff71486935a6bfdb3",
      text: #"""
-- The leads themselves. In schema report alone: the agency's views carry no personal columns.
create view report.lead with (security_barrier) as
select s.tenant, p.lead_id, p.external_id, p.email, p.name, p.title, a.key as account, q.channel, p.stage,
       q.created_day, p.attributes, q.qualified @> s.today as qualified_now
  from report.scope s
  join core.profile p on p.tenant_id = s.tenant_id and p.generation = s.generation
  join core.qualification q on q.tenant_id = p.tenant_id and q.generation = p.generation and q.lead_id = p.lead_id
  left join core.account a on a.tenant_id = p.tenant_id and a.account_id = p.account_id;

comment on view report.lead is 'Your leads: one prospect, one row, duplicates joined.';
comment on column report.lead.tenant is 'The client''s short name.';
comment on column report.lead.lead_id is 'The lead''s number; a lower one survives when two are joined.';
comment on column report.lead.external_id is 'The id in your CRM.';
comment on column report.lead.email is 'The latest e-mail address.';
comment on column report.lead.name is 'First and last name.';
comment on column report.lead.title is 'The latest job title.';
comment on column report.lead.account is 'The company: its domain, else its name.';
comment on column report.lead.channel is 'The channel of first touch.';
comment on column report.lead.stage is 'lead, mql, sql, opportunity, customer or disqualified.';
comment on column report.lead.created_day is 'The day the lead came to be.';
comment on column report.lead.attributes is 'The latest value of every attribute.';
comment on column report.lead.qualified_now is 'Whether it is qualified on report.today().';

"""#),
    SQLFile(
      name: "0400-views/0650-standing", sha256: "05d0cacfdabc2f3a83b8d5e7090f5eb3ebd41c8b023249f4496484a36f4c4fe9",
      text: #"""
-- The momentum of every lead that has any on the date of the report, by component. Not granted to anybody.
create view {schema}.standing with (security_barrier) as
select s.tenant_id, s.tenant, s.generation, s.today, s.zone, s.tiers, m.lead_id, p.external_id, p.email, p.account_id,
       a.key as account,
       coalesce(p.stages[width_bucket(s.today, p.stage_days)], 'lead') as stage, p.attributes, l.velocity::integer, l.frequency::integer, l.content::integer,
       l.stakeholders::integer, l.velocity + l.frequency + l.content + l.stakeholders as momentum,
       metric.tier(l.velocity + l.frequency + l.content + l.stakeholders, s.tiers) as tier,
       case when l.state & 4 > 0 then 'accelerating' when l.state & 8 > 0 then 'decelerating' else 'stagnating' end
         as direction,
       l.gain / 4.0 as gain, am.stakeholders[l.j] as stakeholders_now, am.before[l.j] as stakeholders_before,
       m.days, m.velocity as velocities, m.frequency as frequencies, m.content as contents, m.state as states,
       am.days as account_days, am.points as account_points, m.engaged_first, m.engaged_last, m.touched,
       m.unreachable_at, m.score_days, m.scores
  from {schema}.scope s
  join core.momentum m on m.tenant_id = s.tenant_id and m.generation = s.generation and m.days[1] <= s.today
  join core.profile p on p.tenant_id = m.tenant_id and p.generation = m.generation and p.lead_id = m.lead_id
  left join core.account a on a.tenant_id = p.tenant_id and a.account_id = p.account_id
  left join core.account_momentum am on am.tenant_id = p.tenant_id and am.generation = p.generation
    and am.account_id = p.account_id
 cross join lateral (
   select width_bucket(s.today, m.days) as i, coalesce(width_bucket(s.today, am.days), 0) as j
 ) as place
 cross join lateral (
   select m.velocity[place.i] as velocity, m.frequency[place.i] as frequency, m.content[place.i] as content,
          m.gain[place.i] as gain, m.state[place.i] as state, place.j,
          case when m.state[place.i] & 3 > 0 then coalesce(am.points[place.j], 0) else 0 end as stakeholders
 ) as l;

"""#),
    SQLFile(
      name: "0400-views/0660-momentum", sha256: "9229ccf977e687aa06dc5fc52e3de3d976b43bf3bae6d9197b2a938f816ea645",
      text: #"""
-- How every lead moves on the date of the report; for the agency without the person.
create view {schema}.momentum with (security_barrier) as
select m.tenant, m.lead_id, m.external_id,
{report}       m.email,
       m.account, m.today as day, m.momentum, m.velocity, m.frequency, m.content, m.stakeholders, m.tier, m.direction,
       m.gain::numeric(14, 2),
       metric.tier_since(m.today, m.days, m.velocities, m.frequencies, m.contents, m.states, m.account_days,
         m.account_points, m.tiers) as tier_since
  from {schema}.standing m;

comment on view {schema}.momentum is 'Which leads speed up and which go cold, on one day; a lead that never engaged is absent.';
comment on column {schema}.momentum.tenant is 'The client''s short name.';
comment on column {schema}.momentum.lead_id is 'The lead''s number.';
comment on column {schema}.momentum.external_id is 'The id in the CRM.';
{report}comment on column {schema}.momentum.email is 'The latest e-mail address.';
comment on column {schema}.momentum.account is 'The company: its domain, else its name.';
comment on column {schema}.momentum.day is 'The day the row answers for.';
comment on column {schema}.momentum.momentum is 'velocity + frequency + content + stakeholders: above 0 the lead speeds up, below it goes cold.';
comment on column {schema}.momentum.velocity is 'From the points that it gained lately, newer ones weighing more.';
comment on column {schema}.momentum.frequency is 'Whether it engages more often than in the two weeks before.';
comment on column {schema}.momentum.content is 'Whether it goes deeper than before.';
comment on column {schema}.momentum.stakeholders is 'Whether more leads of its account engage than before.';
comment on column {schema}.momentum.tier is 'hot, warming, neutral, cooling or cold.';
comment on column {schema}.momentum.direction is 'accelerating, stagnating or decelerating: points of the last 7 days against the 7 before.';
comment on column {schema}.momentum.gain is 'The weighted points that velocity is made from.';
comment on column {schema}.momentum.tier_since is 'The first day of the tier that holds.';

"""#),
    SQLFile(
      name: "0400-views/0670-momentum-history", sha256: "7a1c46f9677cd086a89199f757c94c54b422eebe58111e7050a7020a003b14ab",
      text: #"""
-- The momentum of every lead on every day, past and to come, as spans.
create view {schema}.momentum_history with (security_barrier) as
with step as (
  select s.tenant, s.tiers, m.lead_id, d.day, m.velocity[d.i]::integer as velocity, m.frequency[d.i]::integer as frequency,
         m.content[d.i]::integer as content,
         (case when m.state[d.i] & 3 > 0 then coalesce(am.points[d.j], 0) else 0 end)::integer as stakeholders
    from {schema}.scope s
    join core.momentum m on m.tenant_id = s.tenant_id and m.generation = s.generation
    join core.profile p on p.tenant_id = m.tenant_id and p.generation = m.generation and p.lead_id = m.lead_id
    left join core.account_momentum am on am.tenant_id = p.tenant_id and am.generation = p.generation
      and am.account_id = p.account_id
   cross join lateral (
     select u.day, width_bucket(u.day, m.days) as i, coalesce(width_bucket(u.day, am.days), 0) as j
       from (select unnest(m.days) as day union select unnest(am.days)) as u
      where u.day >= m.days[1]
   ) as d
),
marked as (
  select s.*, lag((velocity, frequency, content, stakeholders)) over w
           is distinct from (velocity, frequency, content, stakeholders) as is_new
    from step s
  window w as (partition by s.tenant, s.lead_id order by s.day)
)
select m.tenant, m.lead_id, m.day as from_day,
       lead(m.day) over (partition by m.tenant, m.lead_id order by m.day) as to_day,
       m.velocity + m.frequency + m.content + m.stakeholders as momentum, m.velocity, m.frequency, m.content,
       m.stakeholders, metric.tier(m.velocity + m.frequency + m.content + m.stakeholders, m.tiers) as tier
  from marked m
 where m.is_new;

comment on view {schema}.momentum_history is 'Each lead''s momentum as spans of days [from_day, to_day); days ahead as they come without new events.';
comment on column {schema}.momentum_history.tenant is 'The client''s short name.';
comment on column {schema}.momentum_history.lead_id is 'The lead''s number.';
comment on column {schema}.momentum_history.from_day is 'First day on which these figures hold.';
comment on column {schema}.momentum_history.to_day is 'First day on which they no longer do; NULL: for good, if nothing new comes.';
comment on column {schema}.momentum_history.momentum is 'The sum of the four components.';
comment on column {schema}.momentum_history.velocity is 'From the points gained.';
comment on column {schema}.momentum_history.frequency is 'From how often it engages.';
comment on column {schema}.momentum_history.content is 'From how deep it goes.';
comment on column {schema}.momentum_history.stakeholders is 'From how many of its account engage.';
comment on column {schema}.momentum_history.tier is 'hot, warming, neutral, cooling or cold.';

"""#),
    SQLFile(
      name: "0400-views/0680-account-momentum", sha256: "25b1b82ad0c67dad86e66ec939081c0260a0cd2f1310a74d5a79d5fc85764136",
      text: #"""
-- How accounts move on the date of the report.
create view {schema}.account_momentum with (security_barrier) as
select s.tenant, a.key as account, am.momentum[p.i] as momentum, am.stakeholders[p.i] as stakeholders_now,
       am.before[p.i] as stakeholders_before, am.surging[p.i] as surging
  from {schema}.scope s
  join core.account_momentum am on am.tenant_id = s.tenant_id and am.generation = s.generation and am.days[1] <= s.today
  join core.account a on a.tenant_id = am.tenant_id and a.account_id = am.account_id
 cross join lateral (select width_bucket(s.today, am.days) as i) as p;

comment on view {schema}.account_momentum is 'Which companies move; one of which nobody ever engaged is absent.';
comment on column {schema}.account_momentum.tenant is 'The client''s short name.';
comment on column {schema}.account_momentum.account is 'The company: its domain, else its name.';
comment on column {schema}.account_momentum.momentum is 'The best of its recently engaged leads, and what its stakeholders add.';
comment on column {schema}.account_momentum.stakeholders_now is 'Leads that engaged in the last 30 days.';
comment on column {schema}.account_momentum.stakeholders_before is 'Leads that engaged in the 30 days before those.';
comment on column {schema}.account_momentum.surging is 'At least 3 engage, and at least twice as many as before.';

"""#),
    SQLFile(
      name: "0400-views/0690-reach", sha256: "72570262f416e056cd3aa1b986bb3f53236124e028372c1a6a9e5403ba6ebfdf",
      text: #"""
-- Every lead with momentum, whether it may be called, and when it was heard and spoken to last. Not granted to anybody.
create view {schema}.reach with (security_barrier) as
select m.tenant_id, m.tenant, m.today, m.zone, m.lead_id, m.external_id, m.email, m.account_id, m.account, m.stage,
       m.momentum, m.tier, m.velocity, m.frequency, m.content, m.stakeholders, m.gain, m.stakeholders_now,
       m.stakeholders_before, t.tier_since, metric.tier_began(t.tier_since, m.engaged_first, m.zone) as tier_began,
       metric.last_through(m.engaged_last, m.today, m.zone) as last_engaged_at,
       metric.last_through(m.touched, m.today, m.zone) as last_touched_at,
       metric.uncallable(m.stage, m.attributes, m.unreachable_at, m.today, m.zone) as uncallable,
       coalesce(m.scores[width_bucket(m.today, m.score_days)], 0) as score, n.sdr as assigned_to
  from {schema}.standing m
 cross join lateral (
   select metric.tier_since(m.today, m.days, m.velocities, m.frequencies, m.contents, m.states, m.account_days,
            m.account_points, m.tiers) as tier_since
 ) as t
  left join core.assignment n on n.tenant_id = m.tenant_id and n.lead_id = m.lead_id;

"""#),
    SQLFile(
      name: "0400-views/0700-call-queue", sha256: "c64ef204cc6e14c6b5dbeb878f79cca955a9c7999c7c5206e0a8e2b9ac575baf",
      text: #"""
-- The SDRs' call list.
create view {schema}.call_queue with (security_barrier) as
select r.tenant,
       row_number() over (partition by r.tenant order by r.momentum desc, r.gain desc, r.last_engaged_at desc, r.lead_id)
         as position, r.lead_id, r.external_id,
{report}       r.email,
       r.account, r.momentum, r.tier,
       metric.momentum_reason(r.gain, r.velocity, r.frequency, r.content, r.stakeholders, r.stakeholders_now,
         r.stakeholders_before) as reason,
       metric.tier_action(r.tier) as action, metric.due_by(r.tier, r.tier_since, r.tier_began, r.zone) as due_by,
       r.last_engaged_at, r.assigned_to
  from {schema}.reach r
 where r.tier in ('hot', 'warming') and r.uncallable is null
   and (r.last_touched_at is null or r.last_touched_at < r.tier_began);

comment on view {schema}.call_queue is 'Whom to call now, the first first: hot and warming leads that may be called and were not since they turned.';
comment on column {schema}.call_queue.tenant is 'The client''s short name.';
comment on column {schema}.call_queue.position is 'Whom to call first.';
comment on column {schema}.call_queue.lead_id is 'The lead''s number.';
comment on column {schema}.call_queue.external_id is 'The id in the CRM.';
{report}comment on column {schema}.call_queue.email is 'The latest e-mail address.';
comment on column {schema}.call_queue.account is 'The company: its domain, else its name.';
comment on column {schema}.call_queue.momentum is 'velocity + frequency + content + stakeholders.';
comment on column {schema}.call_queue.tier is 'hot or warming.';
comment on column {schema}.call_queue.reason is 'Why, in a line.';
comment on column {schema}.call_queue.action is 'What to do.';
comment on column {schema}.call_queue.due_by is 'Until when: a hot lead on the day it turned hot, a warming one within 48 hours.';
comment on column {schema}.call_queue.last_engaged_at is 'Its newest engagement.';
comment on column {schema}.call_queue.assigned_to is 'The SDR whose lead it is; NULL: nobodys.';

"""#),
    SQLFile(
      name: "0400-views/0710-reengagement", sha256: "29347f27d8e284fa07a22ab8c822c92d0b40d7610e9cabd5c7596d7fbab99105",
      text: #"""
-- Who should hear from us again before they go cold.
create view {schema}.reengagement with (security_barrier) as
select r.tenant, r.lead_id, r.external_id,
{report}       r.email,
       r.account, r.momentum, r.tier_since, r.last_engaged_at,
       r.last_touched_at, metric.tier_action(r.tier) as action, r.assigned_to
  from {schema}.reach r
 where r.tier = 'cooling' and r.uncallable is null
   and exists (select from core.workflow w where w.tenant_id = r.tenant_id and w.name = 're_engagement')
   and (r.last_touched_at is null
     or r.last_touched_at < (r.today + 1)::timestamp at time zone r.zone - interval '7 days');

comment on view {schema}.reengagement is 'Leads that cool down and were not written to for more than 7 days, while the workflow re_engagement is on.';
comment on column {schema}.reengagement.tenant is 'The client''s short name.';
comment on column {schema}.reengagement.lead_id is 'The lead''s number.';
comment on column {schema}.reengagement.external_id is 'The id in the CRM.';
{report}comment on column {schema}.reengagement.email is 'The latest e-mail address.';
comment on column {schema}.reengagement.account is 'The company: its domain, else its name.';
comment on column {schema}.reengagement.momentum is 'velocity + frequency + content + stakeholders.';
comment on column {schema}.reengagement.tier_since is 'Since when it has been cooling.';
comment on column {schema}.reengagement.last_engaged_at is 'Its newest engagement.';
comment on column {schema}.reengagement.last_touched_at is 'When it was last written to or called; NULL: never.';
comment on column {schema}.reengagement.action is 'What to do.';
comment on column {schema}.reengagement.assigned_to is 'The SDR whose lead it is.';

"""#),
    SQLFile(
      name: "0400-views/0720-quadrant", sha256: "764eff028a1a2f8d61de7c0db23550e813860f81e8732ea9a2d0e802ea01bb99",
      text: #"""
-- Score and momentum side by side.
create view {schema}.quadrant with (security_barrier) as
select r.tenant, r.lead_id, r.external_id,
{report}       r.email,
       r.account, r.score, q.median_score, r.momentum, r.tier,
       case when r.score >= q.median_score then 'high score' else 'low score' end
         || case when r.tier in ('hot', 'warming') then ', momentum' else ', no momentum' end as quadrant
  from {schema}.reach r
  join (
    select m.tenant_id, percentile_cont(0.5) within group (order by m.score) as median_score
      from {schema}.reach m
     where m.stage = 'mql'
     group by m.tenant_id
  ) as q on q.tenant_id = r.tenant_id
 where r.stage not in ('customer', 'disqualified');

comment on view {schema}.quadrant is 'Score against momentum: a high score without momentum is a lead that everybody believes in and nobody hears from.';
comment on column {schema}.quadrant.tenant is 'The client''s short name.';
comment on column {schema}.quadrant.lead_id is 'The lead''s number.';
comment on column {schema}.quadrant.external_id is 'The id in the CRM.';
{report}comment on column {schema}.quadrant.email is 'The latest e-mail address.';
comment on column {schema}.quadrant.account is 'The company: its domain, else its name.';
comment on column {schema}.quadrant.score is 'The sum of its points.';
comment on column {schema}.quadrant.median_score is 'The median of the leads that are MQLs.';
comment on column {schema}.quadrant.momentum is 'velocity + frequency + content + stakeholders.';
comment on column {schema}.quadrant.tier is 'hot, warming, neutral, cooling or cold.';
comment on column {schema}.quadrant.quadrant is 'high or low score, with or without momentum.';

"""#),
    SQLFile(
      name: "0400-views/0723-lead-segment", sha256: "6df547d651f5d220c6efd9ed6c2b3d4c609247666e57c0b06dc45ab8a4d33439",
      text: #"""
-- What leads may be told apart by, each lead under one value of each. Not granted to anybody.
--
-- For the agency without attributes: those are the clients' own. Columns of a leads file that name a person
-- or a company are none: hardly two leads have one in common.
create view {schema}.lead_segment with (security_barrier) as
select s.tenant_id, s.generation, q.lead_id, g.segmented_by, g.segment
  from {schema}.scope s
  join core.qualification q on q.tenant_id = s.tenant_id and q.generation = s.generation
{report}  join core.profile p on p.tenant_id = q.tenant_id and p.generation = q.generation and p.lead_id = q.lead_id
 cross join lateral (
   values ('all', 'all'), ('channel', q.channel)
{report}   union all
{report}   select a.path, a.value #>> '{}'
{report}     from (
{report}       select 'lead.' || l.key, l.value from jsonb_each(p.attributes) as l
{report}        where l.key not in ('external_id', 'email', 'linkedin', 'phone', 'name', 'first_name', 'last_name', 'title',
{report}                'company', 'domain')
{report}       union all
{report}       select 'account.' || c.key, c.value from jsonb_each(p.account_attributes) as c
{report}     ) as a (path, value)
{report}    where jsonb_typeof(a.value) in ('string', 'boolean')
 ) as g (segmented_by, segment);

"""#),
    SQLFile(
      name: "0400-views/0726-content-progression", sha256: "d26fbbbae9eb4190c7ee0d0faf7853aaf480c1405f1ba6ac58c3f342af471aef",
      text: #"""
-- How fast leads go from one depth of content to the next.
--
-- A step counts where the lead engaged with the less deep content first, or on the same day: who begins
-- with the deeper one has not gone on, and who leaves a depth out makes neither step around it.
create view {schema}.content_progression with (security_barrier) as
with step as (
  select s.tenant_id, s.tenant, s.generation, m.lead_id, d.depth, d.days
    from {schema}.scope s
    join core.momentum m on m.tenant_id = s.tenant_id and m.generation = s.generation
   cross join lateral (
     select n.depth, m.depth_days[n.depth + 1] - m.depth_days[n.depth] as days
       from generate_series(1, 3) as n (depth)
      where m.depth_days[n.depth] <= m.depth_days[n.depth + 1] and m.depth_days[n.depth + 1] <= s.today
   ) as d
)
select t.tenant, g.segmented_by, g.segment, t.depth as from_depth, t.depth + 1 as to_depth,
       (percentile_cont(0.5) within group (order by t.days))::numeric(8, 1) as median_days, count(*) as leads
  from step t
  join {schema}.lead_segment g on g.tenant_id = t.tenant_id and g.generation = t.generation and g.lead_id = t.lead_id
 group by t.tenant, g.segmented_by, g.segment, t.depth;

comment on view {schema}.content_progression is 'How fast leads go deeper into content, step by step, by segment.';
comment on column {schema}.content_progression.tenant is 'The client''s short name.';
comment on column {schema}.content_progression.segmented_by is 'What the leads are told apart by: all, channel; in schema report also an attribute, lead.NAME or account.NAME.';
comment on column {schema}.content_progression.segment is 'Its value; all where they are not told apart.';
comment on column {schema}.content_progression.from_depth is '1 awareness, 2 consideration, 3 decision.';
comment on column {schema}.content_progression.to_depth is 'The depth after it; 4 is the hand-raise.';
comment on column {schema}.content_progression.median_days is 'Days from the first engagement with the one to the first with the other.';
comment on column {schema}.content_progression.leads is 'How many leads made this step.';

"""#),
    SQLFile(
      name: "0400-views/0730-momentum-dashboard", sha256: "edbc7c29bcbd437543f18c790387a2495cc35175e7ea1c5eccee0fd088dec5cc",
      text: #"""
-- What momentum is good for, in figures. Each is a row, so that one that is added moves no column.
--
-- Spells of heat are read off all timelines: for a client of 5,000 leads some 330,000 steps, a second or two.
create view {schema}.momentum_dashboard with (security_barrier) as
with step as (
  select h.tenant, h.lead_id, h.from_day, h.to_day, h.tier,
         lag(h.tier) over (partition by h.tenant, h.lead_id order by h.from_day) as before
    from {schema}.momentum_history h
),
spell as (
  select s.tenant, s.lead_id, s.from_day as since
    from step s
   where s.tier = 'hot' and s.before is distinct from 'hot'
),
heat as (
  select sc.tenant_id, sc.tenant, sc.generation, sc.today, sc.zone, sp.lead_id, sp.since,
         metric.tier_began(sp.since, m.engaged_first, sc.zone) as began, m.touched, m.days[1] as first_day
    from {schema}.scope sc
    join spell sp on sp.tenant = sc.tenant and sp.since <= sc.today
    join core.momentum m on m.tenant_id = sc.tenant_id and m.generation = sc.generation and m.lead_id = sp.lead_id
),
answer as (
  select h.tenant, h.since, h.today, h.began,
         (select t.at from unnest(h.touched) as t (at)
           where t.at >= h.began and t.at < (h.today + 1)::timestamp at time zone h.zone order by 1 limit 1) as touched_at,
         metric.due_by('hot', h.since, h.began, h.zone) as due_by
    from heat h
   where h.since > h.today - 90
),
life as (
  select sc.tenant, sc.today, p.lead_id,
         (select min(u.day) from unnest(p.stage_days, p.stages) as u (day, stage)
           where u.day <= sc.today and u.stage in ('mql', 'sql', 'opportunity', 'customer')) as mql,
         (select min(u.day) from unnest(p.stage_days, p.stages) as u (day, stage)
           where u.day <= sc.today and u.stage in ('sql', 'opportunity', 'customer')) as sql,
         (select min(u.day) from unnest(p.stage_days, p.stages) as u (day, stage)
           where u.day <= sc.today and u.stage = 'customer') as customer,
         f.since as hot, f.first_day
    from {schema}.scope sc
    join core.profile p on p.tenant_id = sc.tenant_id and p.generation = sc.generation
    left join (
      select h.tenant_id, h.lead_id, min(h.since) as since, min(h.first_day) as first_day
        from heat h group by h.tenant_id, h.lead_id
    ) as f on f.tenant_id = p.tenant_id and f.lead_id = p.lead_id
),
now as (
  select m.tenant, m.tier, m.stage, count(*) as leads from {schema}.standing m group by m.tenant, m.tier, m.stage
)
select u.tenant, u.metric, u.segment, round(u.value, 6) as value, u.leads from (
select t.tenant, 'hot_leads_7_days' as metric, 'all' as segment, count(distinct t.lead_id)::numeric as value,
       count(distinct t.lead_id) as leads
  from step t join {schema}.scope sc on sc.tenant = t.tenant
 where t.tier = 'hot' and t.from_day <= sc.today and (t.to_day is null or t.to_day > sc.today - 6)
 group by t.tenant
union all
select a.tenant, f.metric, 'all', f.value, f.leads
  from (
    select a.tenant, avg(extract(epoch from a.touched_at - a.began) / 3600) as mean,
           percentile_cont(0.5) within group (order by extract(epoch from a.touched_at - a.began) / 3600) as median,
           avg((a.touched_at <= a.due_by)::integer) filter (where a.touched_at is not null or a.due_by < clock_timestamp())
             as kept,
           count(a.touched_at) as touched, count(*) as spells
      from answer a group by a.tenant
  ) as a
 cross join lateral (values
   ('hours_from_hot_to_touch_mean', a.mean::numeric, a.touched),
   ('hours_from_hot_to_touch_median', a.median::numeric, a.touched),
   ('share_touched_in_time', a.kept::numeric, a.spells)
 ) as f (metric, value, leads)
 where f.value is not null
union all
select n.tenant, 'leads_by_tier', n.tier, sum(n.leads), sum(n.leads)::bigint from now n group by n.tenant, n.tier
union all
select n.tenant, 'share_of_mqls', case when n.tier in ('hot', 'warming') then 'positive' when n.tier = 'neutral' then 'neutral'
         else 'negative' end,
       sum(n.leads) / sum(sum(n.leads)) over (partition by n.tenant), sum(n.leads)::bigint
  from now n where n.stage = 'mql' group by n.tenant, 3
union all
select l.tenant, f.metric, f.segment, f.value, f.leads
  from (
    select l.tenant,
           avg((l.sql is not null)::integer) filter (where l.hot is not null and (l.sql is null or l.sql >= l.hot)) as hot_sql,
           count(*) filter (where l.hot is not null and (l.sql is null or l.sql >= l.hot)) as hots,
           avg((l.sql is not null)::integer) filter (where l.mql is not null) as mql_sql,
           count(*) filter (where l.mql is not null) as mqls,
           avg(l.hot - l.first_day) as to_hot, count(l.hot) as ever_hot,
           avg((l.customer is not null)::integer) filter (where l.mql is not null and l.hot is not null) as hot_customer,
           count(*) filter (where l.mql is not null and l.hot is not null) as hot_mqls,
           avg((l.customer is not null)::integer) filter (where l.mql is not null and l.hot is null) as cold_customer,
           count(*) filter (where l.mql is not null and l.hot is null) as cold_mqls
      from life l group by l.tenant
  ) as l
 cross join lateral (values
   ('share_to_sql', 'hot', l.hot_sql, l.hots),
   ('share_to_sql', 'mql', l.mql_sql, l.mqls),
   ('days_from_first_engagement_to_hot', 'all', l.to_hot, l.ever_hot),
   ('share_of_mqls_to_customer', 'ever hot', l.hot_customer, l.hot_mqls),
   ('share_of_mqls_to_customer', 'never hot', l.cold_customer, l.cold_mqls)
 ) as f (metric, segment, value, leads)
 where f.value is not null and f.leads > 0
union all
select c.tenant, format('days_from_depth_%s_to_%s_median', c.from_depth, c.to_depth), c.segment, c.median_days, c.leads
  from {schema}.content_progression c
 where c.segmented_by in ('all', 'channel')
) as u;

comment on view {schema}.momentum_dashboard is 'What momentum is good for: how fast hot leads are called, and what becomes of them.';
comment on column {schema}.momentum_dashboard.tenant is 'The client''s short name.';
comment on column {schema}.momentum_dashboard.metric is 'hot_leads_7_days, hours_from_hot_to_touch_mean and _median and share_touched_in_time (hot since 90 days at most), leads_by_tier, share_of_mqls, share_to_sql, days_from_first_engagement_to_hot, share_of_mqls_to_customer, days_from_depth_1_to_2_median and so on to 4 (by channel, and all).';
comment on column {schema}.momentum_dashboard.segment is 'What the leads are told apart by; all where they are not.';
comment on column {schema}.momentum_dashboard.value is 'Leads, hours, days, or a share of 1.';
comment on column {schema}.momentum_dashboard.leads is 'How many leads the value is made of.';

"""#),
    SQLFile(
      name: "0400-views/0740-signal.agency", sha256: "74c5a27e7b205b3021fd31aa026acc1a3f2b8a161887f2c3aec7d9a23fdc94aa",
      text: #"""
-- As report.signal, without the properties: a client's free words are the client's.
create view agency.signal with (security_barrier) as
select s.tenant, a.key as account, (r.at at time zone s.zone)::date as day, r.at as occurred_at, n.type
  from agency.scope s
  join core.signal n on n.tenant_id = s.tenant_id
  join core.account a on a.tenant_id = n.tenant_id and a.account_id = n.account_id
 cross join lateral (select metric.instant(n.occurred_at, s.zone) as at) as r
 where (r.at at time zone s.zone)::date <= s.today;

comment on view agency.signal is 'News about companies from elsewhere, such as funding: one row each, up to the date of the report.';
comment on column agency.signal.tenant is 'The client''s short name.';
comment on column agency.signal.account is 'The company: its domain, else its name.';
comment on column agency.signal.day is 'The day in the client''s time zone.';
comment on column agency.signal.occurred_at is 'When it happened; a date without a time is the beginning of its day.';
comment on column agency.signal.type is 'What happened, in lower snake case: funding, leadership_change, …';

"""#),
    SQLFile(
      name: "0400-views/0740-signal.report", sha256: "b961b732b93c05a8b5ac9eb5db6ad476ad0c2ce1a96cfdfd51879d6f5a761ded",
      text: #"""
-- News about companies, for whoever looks at an account: the timeline that has no lead.
create view report.signal with (security_barrier) as
select s.tenant, a.key as account, (r.at at time zone s.zone)::date as day, r.at as occurred_at, n.type, n.properties
  from report.scope s
  join core.signal n on n.tenant_id = s.tenant_id
  join core.account a on a.tenant_id = n.tenant_id and a.account_id = n.account_id
 cross join lateral (select metric.instant(n.occurred_at, s.zone) as at) as r
 where (r.at at time zone s.zone)::date <= s.today;

comment on view report.signal is 'News about companies from elsewhere, such as funding: one row each, up to the date of the report.';
comment on column report.signal.tenant is 'The client''s short name.';
comment on column report.signal.account is 'The company: its domain, else its name.';
comment on column report.signal.day is 'The day in the client''s time zone.';
comment on column report.signal.occurred_at is 'When it happened; a date without a time is the beginning of its day.';
comment on column report.signal.type is 'What happened, in lower snake case: funding, leadership_change, …';
comment on column report.signal.properties is 'All else that the file said of it.';

"""#),
    SQLFile(
      name: "0400-views/0900-alert.agency", sha256: "4cd7006e3ecde7348a15ca81f0f5012da0bed768396a0038a652d73eb2361cd0",
      text: #"""
-- The alerts of all clients. Without the headline, which may name a person.
create view agency.alert with (security_barrier) as
select t.slug as tenant, a.alert_id, a.kind, a.lead_id, k.key as account, a.day, a.fired_at, a.reason, a.action,
       a.due_by, a.assigned_to, d.deliveries
  from guard.tenant t
  join core.alert a on a.tenant_id = t.tenant_id
  left join core.account k on k.tenant_id = a.tenant_id and k.account_id = a.account_id
  left join lateral (
    select string_agg(o.sink || case o.state when 'delivered' then ' delivered' when 'dead' then ' given up'
                                when 'pending' then case when o.attempts > 0 then ' retrying' else ' waiting' end end,
                      ', ' order by o.sink) as deliveries
      from core.outbox o
     where o.tenant_id = a.tenant_id and o.alert_id = a.alert_id) as d on true;

comment on view agency.alert is 'The alerts of all clients, without the headline.';
comment on column agency.alert.tenant is 'The client''s short name.';
comment on column agency.alert.alert_id is 'The alert''s number within the client; a later one has a higher number.';
comment on column agency.alert.kind is 'hot, momentum_jump, stakeholders_joined, rewarmed, signal, digest or test.';
comment on column agency.alert.lead_id is 'The lead it is about; NULL: about an account, or about nobody.';
comment on column agency.alert.account is 'The company: its domain, else its name.';
comment on column agency.alert.day is 'The day on which it came about, in the client''s zone.';
comment on column agency.alert.fired_at is 'When it was written.';
comment on column agency.alert.reason is 'Why.';
comment on column agency.alert.action is 'What to do about it.';
comment on column agency.alert.due_by is 'By when; NULL: no hurry.';
comment on column agency.alert.assigned_to is 'Who is to do it; NULL: nobody yet.';
comment on column agency.alert.deliveries is 'What became of it at each sink: waiting, delivered, retrying or given up; NULL: no sink wanted it.';

"""#),
    SQLFile(
      name: "0400-views/0900-alert.report", sha256: "0008d781469c59f8506c3bf6477a5967cc4c421133f6a862925214808196a335",
      text: #"""
-- What was told because of momentum, and whether it arrived. From the tenant, not from the scope: an
-- alert is there before there is a definition.
create view report.alert with (security_barrier) as
select t.slug as tenant, a.alert_id, a.kind, a.lead_id, k.key as account, a.day, a.fired_at, a.headline, a.reason, a.action,
       a.due_by, a.assigned_to, d.deliveries
  from guard.tenant t
  join core.alert a on a.tenant_id = t.tenant_id
  left join core.account k on k.tenant_id = a.tenant_id and k.account_id = a.account_id
  left join lateral (
    select string_agg(o.sink || case o.state when 'delivered' then ' delivered' when 'dead' then ' given up'
                                when 'pending' then case when o.attempts > 0 then ' retrying' else ' waiting' end end,
                      ', ' order by o.sink) as deliveries
      from core.outbox o
     where o.tenant_id = a.tenant_id and o.alert_id = a.alert_id) as d on true;

comment on view report.alert is 'What was told about your leads and accounts, and whether it arrived.';
comment on column report.alert.tenant is 'The client''s short name.';
comment on column report.alert.alert_id is 'The alert''s number within the client; a later one has a higher number.';
comment on column report.alert.kind is 'hot, momentum_jump, stakeholders_joined, rewarmed, signal, digest or test.';
comment on column report.alert.lead_id is 'The lead it is about; NULL: about an account, or about nobody.';
comment on column report.alert.account is 'The company: its domain, else its name.';
comment on column report.alert.day is 'The day on which it came about, in the client''s zone.';
comment on column report.alert.fired_at is 'When it was written.';
comment on column report.alert.headline is 'Who, in a line.';
comment on column report.alert.reason is 'Why.';
comment on column report.alert.action is 'What to do about it.';
comment on column report.alert.due_by is 'By when; NULL: no hurry.';
comment on column report.alert.assigned_to is 'Who is to do it; NULL: nobody yet.';
comment on column report.alert.deliveries is 'What became of it at each sink: waiting, delivered, retrying or given up; NULL: no sink wanted it.';

"""#),
    SQLFile(
      name: "0900-hardening", sha256: "2adc94ac9385b238c25ec27f40b1f278085d0df26a8678517b8570464171d98d",
      text: #"""
-- What PostgreSQL lets everybody do by default, and nobody on a shared server should: squat on
-- advisory locks, read sizes and other sessions, write large objects, export snapshots.
do $$
declare
  f record;
begin
  for f in
    select p.oid::regprocedure as name from pg_proc p
     where p.pronamespace = 'pg_catalog'::regnamespace
       and (p.proname ~ '^pg_.*advisory'
         or p.proname ~ '^(lo_|loread$|lowrite$)'
         or p.proname ~ '^pg_(relation|total_relation|table|indexes|database|tablespace)_size$'
         or p.proname ~ '^pg_stat_get_(activity|tuples_|live_tuples|dead_tuples|numscans|db_|backend_)'
         or p.proname in ('pg_export_snapshot', 'pg_notify', 'pg_lock_status', 'txid_current', 'pg_current_xact_id',
              'pg_current_wal_lsn', 'pg_current_wal_insert_lsn', 'pg_stat_get_wal', 'pg_sleep', 'pg_sleep_for',
              'pg_sleep_until', 'pg_show_all_file_settings', 'pg_ls_waldir'))
  loop
    execute format('revoke execute on function %s from public', f.name);
  end loop;
end $$;
grant execute on function pg_advisory_xact_lock(bigint), pg_try_advisory_xact_lock(bigint) to headway_service,
  headway_provisioner;
grant execute on function pg_notify(text, text) to headway_service;
grant execute on function pg_stat_get_activity(integer) to headway_guard;

"""#),
    SQLFile(
      name: "0990-view-grants", sha256: "e4d051eb1a40725612688688d411198a8f580267a328524abff4581beabbc2ee",
      text: #"""
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

"""#),
  ]
}
