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
      name: "0100-guard-identity", sha256: "2f941b2a70727eb73199cae9a4791416dc6cde9bb27952829891c596429a3b71",
      text: #"""
-- Which tenant is asking. The one function behind every policy.
--
-- A client is who the server authenticated: session_user, which neither SET ROLE, SET, a
-- pooled setting nor SECURITY DEFINER changes, matched by name and oid. A service login speaks
-- for the tenant of its transaction (guard.enter). Everybody else gets NULL, that is: no row.
-- In the policies it stands in a sub-select, so it runs once a statement and table: eighty times in a refresh of one
-- lead, which is why it is written as two look-ups and plain variables: 8 us. As a record, and with the role looked up in
-- pg_roles, it took 16.
create or replace function guard.tenant_id() returns bigint
language plpgsql stable parallel safe security definer cost 10000
set search_path = pg_catalog, pg_temp
as $$
declare
  own_kind text;
  own_tenant bigint;
  own_role oid;
  wanted bigint;
  found_state text;
begin
  select l.kind, l.tenant_id, l.role_oid into own_kind, own_tenant, own_role
    from guard.login l
   where l.role_name = session_user
     and (l.valid_until is null or l.valid_until > pg_catalog.clock_timestamp());
  -- Without a row, or where another role has the name by now.
  if own_role is null or own_role is distinct from pg_catalog.to_regrole(pg_catalog.quote_ident(session_user))::oid then
    return null;
  end if;
  wanted := case own_kind
    when 'service' then nullif(pg_catalog.current_setting('headway.tenant_id', true), '')::bigint
    when 'reader' then own_tenant end;
  select t.state into found_state from guard.tenant t where t.tenant_id = wanted;
  -- A tenant that is being deleted or restored has to be reached to empty its tables, or to fill them.
  return case when found_state = 'active' or (own_kind = 'service' and found_state in ('deleting', 'restoring'))
    then wanted end;
end $$;

-- Whether a login of the agency itself is asking (schema agency), or the operator through a procedure
-- that speaks for it: the command line's login has no right on a view, and could make itself an agency login
-- in any case (Docs/Decisions/0022).
create or replace function guard.is_agency() returns boolean
language plpgsql stable parallel safe security definer cost 10000
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from guard.login l
      join pg_catalog.pg_roles r on r.oid = l.role_oid and r.rolname = l.role_name
     where l.role_name = session_user and l.kind in ('agency', 'cli')
       and (l.valid_until is null or l.valid_until > pg_catalog.clock_timestamp()));
end $$;

-- Makes a service login's transaction speak for one tenant, until it ends.
--
-- `deleting`: also one that is being deleted, to empty its tables, or restored, to fill them.
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
  elsif state in ('deleting', 'restoring') and not deleting then
    raise exception 'this tenant is being %', case state when 'deleting' then 'deleted' else 'restored' end
      using errcode = 'HW001';
  end if;
end $$;

"""#),
    SQLFile(
      name: "0110-guard-tenants", sha256: "15f731065846fcf8006266fbe13cb79cee313d46925358f55211df84da810a6e",
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

-- The tenant that a service login's transaction speaks for.
create or replace function guard.entered_tenant()
returns table (tenant_id bigint, slug text, name text, timezone text, currency text, arr_minor bigint,
  identities text[], commitment integer, state text, created_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return query select t.tenant_id, t.slug, t.name, t.timezone, t.currency, t.arr_minor, t.identities, t.commitment,
      t.state, t.created_at
    from guard.tenant t where t.tenant_id = guard.tenant_id();
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
-- Its plans are made while the first tenant is: of a table that is empty, all rows would be read for each of
-- ten thousand, 5 s in place of 0.5.
set enable_seqscan = off
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
   where t.tenant_id = wanted and (t.state not in ('deleting', 'restoring') or new_state = 'deleting')
     and new_state <> 'restoring';
  if not found then
    raise exception 'this tenant does not exist, or is being deleted or restored' using errcode = 'HW001';
  end if;
end $$;

-- Closes a tenant that this very transaction has made, so that nobody sees it before all of it is there:
-- one that lived before could lose what it has.
create or replace function guard.begin_restore(wanted bigint) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update guard.tenant t set state = 'restoring'
   where t.tenant_id = wanted and t.state = 'active' and t.created_at = pg_catalog.now();
  if not found then
    raise exception 'only a tenant that was just made can be restored' using errcode = 'HW001';
  end if;
end $$;

-- In the transaction that has filled its tables: it is whole and open, or it is neither.
create or replace function guard.end_restore(wanted bigint) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update guard.tenant t set state = 'active' where t.tenant_id = wanted and t.state = 'restoring';
  if not found then
    raise exception 'this tenant is not being restored' using errcode = 'HW001';
  end if;
end $$;

-- Takes away what a restore that failed has made: a closed tenant without a row. The lock is the one
-- under which rows are restored, so that no other restore of it is at work or has just ended.
create or replace function guard.abandon_restore(wanted bigint) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform pg_catalog.pg_advisory_xact_lock(wanted);
  delete from guard.tenant t where t.tenant_id = wanted and t.state = 'restoring';
end $$;

"""#),
    SQLFile(
      name: "0120-guard-logins", sha256: "dd4c07167c81ab028b72e45d495656394197ac4eb276fb17ba0c5ad2ac01d6a2",
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

"""#),
    SQLFile(
      name: "0130-guard-policies", sha256: "06ecf86c4b22ece2052375d315958f35325ec6e66de87701b7ff9d0af65f2f57",
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

"""#),
    SQLFile(
      name: "0135-guard-statistics", sha256: "6acfa0f880b26dee7e7490138a2a382b6d4376c5918a1d7705a3cd9f8f03fb17",
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

-- For the lints, which the service has run in the guard's name: which columns have statistics, and none of them.
grant select (starelid, staattnum) on pg_catalog.pg_statistic to headway_guard;

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
      name: "0138-guard-locks", sha256: "97af4bcb4f208796c61a9059ac008a1b021de401ac4069d21c459d90276d445f",
      text: #"""
-- Who keeps everybody from a table of ours, for a sentence to an operator: sessions that have one for themselves
-- alone, or wait to have it, which keeps others waiting behind them just as long.
--
-- Read from the lock table and the catalogue, so that it waits for nobody itself. Of the sessions it says which
-- login and program, and not what they run: that is theirs.
create or replace function guard.table_locks()
returns table (relation text, process integer, login text, program text, is_held boolean, waits_for integer[])
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select l.relation::regclass::text, l.pid, a.usename::text, a.application_name, l.granted,
           pg_catalog.pg_blocking_pids(l.pid)
      from pg_catalog.pg_locks l
      join pg_catalog.pg_class c on c.oid = l.relation
      left join pg_catalog.pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'relation' and l.mode = 'AccessExclusiveLock'
       and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())
       and c.relkind in ('r', 'p', 'v')
       and c.relnamespace in (
         select n.oid from pg_catalog.pg_namespace n
          where n.nspname in ('core', 'guard', 'work', 'report', 'agency'))
     order by l.granted desc, l.pid, 1;
end $$;

"""#),
    SQLFile(
      name: "0140-guard-grants", sha256: "9333d920b2ba1a35bfcfcc8dbed17b46b562c7498258030e4161cf3f5c716081",
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
grant execute on function guard.enter(bigint, boolean), guard.require_open(boolean), guard.find_tenant(text), guard.entered_tenant(),
  guard.analyze_timelines(), guard.end_restore(bigint), guard.table_locks() to headway_service;
grant execute on function guard.telling_columns() to headway_guard;
grant execute on function guard.register_login(name, text, bigint, text, timestamptz), guard.forget_login(name),
  guard.logins(bigint), guard.expired_logins(), guard.remove_tenant(bigint), guard.is_client_login(name),
  guard.require_verifier(text) to headway_provisioner;
-- headway_cli's own grants are written by Store's migrator, since its name may differ on a server with
-- several Headways.

"""#),
    SQLFile(
      name: "0150-work-clock", sha256: "f6a21b2cb029630f764b3478d3d20a0535e7ada65104a0d92a82b4d50550ac82",
      text: #"""
-- The one clock of all leases: the database's, at this moment. Not now(), which is when the transaction
-- began: a lease of 60 s taken in one that began 50 s ago would be over in 10.
create or replace function work.clock() returns timestamptz
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return pg_catalog.clock_timestamp();
end $$;

"""#),
    SQLFile(
      name: "0151-work-claim", sha256: "897f29aa6e5134c84f32beca45e3ec18f37180c765c2e64b98764b24f94f3472",
      text: #"""
-- Hands out work: to each tenant in turn, however much one of them has waiting.
--
-- First, where that was asked for, what a worker was not heard of again with: a lease that is over is anybody's. Then
-- the tenants after the one that came last, around the circle: of each the job that has been due longest, and more of
-- each only when there are places left. Plain first come, first served gave one tenant with 22,000 jobs
-- the first hundred places.
--
-- Who asks for hundreds gets of each tenant a few at once, as many of every one of them: a claim is shared by 64 tenants
-- or more before anybody has a second turn. Finding a tenant's jobs reads the page of the index that they are on, whether
-- one of them is wanted or four: with one it is half of what a claim costs.
--
-- Two ways lead along the circle. Where most tenants have work, looking at each is fastest: 8 us a job, 14 by
-- the other. Where few have, the index leads from one that has work to the next, however many lie between. Which it is
-- shows by doing: the nearest twice as many tenants as there are places are looked at, and then the index leads on.
--
-- That of a kind and subject one runs at most needs no lock: one of them waits at most, so the second was wanted when the first had
-- been taken, and whoever sees the second waiting sees the first in its hand.
--
-- What orders these look-ups is the index. Under policies the planner sees that only where the comparison with the lane is
-- leakproof: that of text is, that of an enum is not, and then it sorts all that a tenant has waiting.
--
-- Everything is planned once, and always along the indexes: the table may be empty when it is planned and full
-- when it runs.
--
-- wanted: how many places are free. cap: how many jobs of a tenant may run in this lane at once.
-- after_tenant: the `reached` of the call before. Times are the database's.
drop function if exists work.claim(text, integer, integer, bigint, text, interval, integer);
drop function if exists work.claim(text, integer, integer, bigint, text, interval, integer, boolean);
drop function if exists work.go_round(text, integer, integer, bigint, bigint, boolean, boolean, text, timestamptz, interval);
drop function if exists work.go_round(text, integer, integer, bigint, bigint, boolean, boolean, boolean, text, timestamptz, interval);
drop function if exists work.rescue(text, integer, text, timestamptz, interval);
create function work.claim(wanted_lane text, wanted integer, cap integer, after_tenant bigint, who text,
  lease interval, crash_limit integer, rescues boolean)
returns table (tenant_id bigint, slug text, job_id bigint, kind text, subject text, token bigint, attempts integer,
  crashes integer, due_since timestamptz, reached bigint)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  moment timestamptz := work.clock();
  -- Where this round began, how far it has come, and whether it has passed the last tenant.
  start constant bigint := coalesce(after_tenant, 0);
  place bigint := start;
  wrapped boolean := false;
  -- The last tenant of the lap.
  goal bigint := 9223372036854775807;
  got integer := 0;
  -- The tenants that are looked at together.
  tenants bigint[];
  -- So many they are, and so many were, altogether. What another worker takes meanwhile is seen by the next statement
  -- only; a row that it has taken since would be locked in vain, and its end held up.
  stretch constant integer := least(2 * wanted, 128);
  seen integer;
  looked integer := 0;
  furthest bigint;
  -- Where the jobs lie that were found, and whose the last one is.
  places tid[];
  last_tenant bigint;
  -- Of each tenant at its turn.
  share constant integer := greatest(1, least(cap, wanted / 64));
begin
  -- Whoever has nothing lapsed, and that is nearly always so, looks once along all that runs, not three times.
  if rescues and exists (select from work.hand h where h.lane = wanted_lane and h.leased_until <= moment) then
    perform work.bury_crashed(wanted_lane, crash_limit, moment);
    return query select r.*, place from work.rescue(wanted_lane, wanted, who, moment, lease) as r;
    get diagnostics got = row_count;
  end if;
  -- Most calls find nothing due, and need not go round those that rest. Who asks for hundreds mostly finds some, and asks this only
  -- when it has not: under load the index begins with all that was claimed since the last vacuum, a twentieth of a claim.
  if got >= wanted or share = 1 and not exists (
    select from work.job j where j.lane = wanted_lane and j.run_at <= moment)
  then
    return;
  end if;

  loop
    select count(*), max(t.tenant_id), array_agg(t.tenant_id) filter (where t.state = 'active')
      into seen, furthest, tenants
      from (
        select t.tenant_id, t.state
          from guard.tenant t
         where t.tenant_id > place and t.tenant_id <= goal
         order by t.tenant_id
         limit stretch) t;
    select array_agg(f.id), max(f.tenant_id) into places, last_tenant
      from (
        select w.id, t.tenant_id
          from unnest(tenants) t (tenant_id)
         cross join lateral (
           select coalesce(sum(cardinality(h.jobs)) filter (where h.lane = wanted_lane), 0)::integer as running, count(*) as hands
             from work.hand h
            where h.tenant_id = t.tenant_id) r
         cross join lateral (
           select j.ctid as id
             from work.job j
            where j.tenant_id = t.tenant_id and j.lane = wanted_lane and j.run_at <= moment
              and (r.hands = 0 or not exists (
                select from work.hand h, unnest(h.jobs) x
                 where h.tenant_id = j.tenant_id and x.kind = j.kind and x.subject = j.subject
                offset 0))
            order by j.run_at, j.job_id
            limit least(cap - r.running, share)
              for update skip locked) w
         where r.running < cap
         limit wanted - got) f;
    if places is not null then
      return query
        select d.*, last_tenant from work.deal(places, share = 1, wanted_lane, who, moment + lease) as d;
      got := got + cardinality(places);
    elsif looked = 0 and share > 1 and not exists (
      select from work.job j where j.lane = wanted_lane and j.run_at <= moment)
    then
      return;
    end if;
    exit when got >= wanted;
    place := coalesce(furthest, place);
    if seen = stretch then
      looked := looked + seen;
      exit when looked >= 2 * wanted;
    else
      exit when wrapped;
      -- That was the last tenant: on from the first, up to where this began.
      wrapped := true;
      goal := start;
      place := 0;
    end if;
  end loop;
  if got < wanted then
    return query
      select g.* from work.go_round(wanted_lane, wanted - got, cap, start, place, wrapped, got > 0, share = 1, who, moment, lease)
               as g;
  end if;
end $$;

-- Goes on around the circle by the index, from a tenant that has work to the next, and around again until there are
-- no places left or nothing that may be begun. One statement goes round and stops where it has as many as there are
-- places: tenant by tenant a hundred jobs took twice as long.
--
-- place: how far this round has come; start: where it ends; wrapped: it has passed the last tenant. others_had_one: of
-- the tenants before place, so those behind it get no more until all have. alone: as work.deal has it.
create function work.go_round(wanted_lane text, wanted integer, cap integer, start bigint, place bigint,
  wrapped boolean, others_had_one boolean, alone boolean, who text, moment timestamptz, lease interval)
returns table (tenant_id bigint, slug text, job_id bigint, kind text, subject text, token bigint, attempts integer,
  crashes integer, due_since timestamptz, reached bigint)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  got integer := 0;
  taken integer;
  taken_in_round integer := others_had_one::integer;
  one_each boolean := others_had_one;
  share integer;
  circle bigint[];
  shares integer[];
  places tid[];
begin
  while got < wanted loop
    with recursive later as (
      (select j.tenant_id, j.run_at
         from work.job j
        where j.lane = wanted_lane and j.tenant_id > place and (not wrapped or j.tenant_id <= start)
        order by j.tenant_id, j.run_at
        limit 1)
      union all
      select n.tenant_id, n.run_at
        from later l
       cross join lateral (
         select j.tenant_id, j.run_at
           from work.job j
          where j.lane = wanted_lane and j.tenant_id > l.tenant_id
            and (not wrapped or j.tenant_id <= start)
          order by j.tenant_id, j.run_at
          limit 1) n
    ), earlier as (
      (select j.tenant_id, j.run_at
         from work.job j
        where j.lane = wanted_lane and j.tenant_id <= start and not wrapped
        order by j.tenant_id, j.run_at
        limit 1)
      union all
      select n.tenant_id, n.run_at
        from earlier e
       cross join lateral (
         select j.tenant_id, j.run_at
           from work.job j
          where j.lane = wanted_lane and j.tenant_id > e.tenant_id and j.tenant_id <= start
          order by j.tenant_id, j.run_at
          limit 1) n
    ), chosen as (
      select w.tenant_id, cap - r.running as free
        from (select l.tenant_id, l.run_at from later l union all select e.tenant_id, e.run_at from earlier e) as w
       cross join lateral (
         select from guard.tenant t where t.tenant_id = w.tenant_id and t.state = 'active' limit 1) t
       cross join lateral (
         select coalesce(sum(cardinality(h.jobs)), 0)::integer as running
           from work.hand h
          where h.tenant_id = w.tenant_id and h.lane = wanted_lane) r
       where w.run_at <= moment and r.running < cap
       limit wanted - got
    )
    select array_agg(c.tenant_id), array_agg(c.free) into circle, shares from chosen c;

    taken := 0;
    if circle is not null then
      wrapped := wrapped or circle[cardinality(circle)] <= place;
      place := circle[cardinality(circle)];
      share := case when one_each then 1 else (wanted - got + cardinality(circle) - 1) / cardinality(circle) end;
      select array_agg(f.id) into places
        from (
          select w.id
            from unnest(circle, shares) as c (tenant_id, free)
           cross join lateral (
             select j.ctid as id
               from work.job j
              where j.tenant_id = c.tenant_id and j.lane = wanted_lane and j.run_at <= moment
                and not exists (
                  select from work.hand h, unnest(h.jobs) x
                   where h.tenant_id = j.tenant_id and x.kind = j.kind and x.subject = j.subject
                  offset 0)
              order by j.run_at, j.job_id
              limit least(c.free, share)
                for update skip locked) w
           limit wanted - got) f;
      return query
        select d.*, place from work.deal(places, alone, wanted_lane, who, moment + lease) as d;
      get diagnostics taken = row_count;
    end if;
    taken_in_round := taken_in_round + taken;
    if circle is null or cardinality(circle) < wanted - got then
      -- All the way round. Once more, where that gave somebody a second turn.
      exit when taken_in_round = 0;
      taken_in_round := 0;
      one_each := false;
      start := place;
      wrapped := false;
    end if;
    got := got + taken;
  end loop;
end $$;

-- Makes what lies in these places, and is locked, run: it leaves the table of what waits.
--
-- By where the rows are: they are locked, so they stay there. As one array of places they are gone through page by page; as a
-- join each was a scan of its own. A row of what runs, with its index entry, is written once for all that a tenant is given at
-- once: with claims of hundreds a quarter of a claim and a third of an end less than a row for each (Docs/Decisions/0037).
--
-- alone: a hand for each job. So it is for whoever does not ask for hundreds: jobs of one hand wait for each other's end, and keep
-- their lease as long as one of them runs.
create or replace function work.deal(places tid[], alone boolean, wanted_lane text, who text, lease_end timestamptz)
returns table (tenant_id bigint, slug text, job_id bigint, kind text, subject text, token bigint, attempts integer,
  crashes integer, due_since timestamptz)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_column
begin
  return query
    with gone as (
      delete from work.job j where j.ctid = any (places) returning j.*
    ), hands as (
      insert into work.hand as h (tenant_id, token, lane, worker, leased_until, jobs)
      select g.tenant_id, nextval('work.token'), wanted_lane, who, lease_end,
             array_agg(row(g.job_id, g.kind, g.subject, g.run_at, g.attempts, g.crashes, g.last_error, g.created_at)::work.held_job)
        from gone g
       group by g.tenant_id, case when alone then g.job_id end
      returning h.tenant_id, h.token, h.jobs
    )
    select h.tenant_id, t.slug, x.job_id, x.kind, x.subject, h.token, x.attempts, x.crashes, x.run_at
      from hands h
      join guard.tenant t on t.tenant_id = h.tenant_id
     cross join unnest(h.jobs) x;
end $$;

"""#),
    SQLFile(
      name: "0152-work-leases", sha256: "70daabd15b94bdb30d7292a0b8afa2eee7b76728c65dabbd2c0b822eefcf2ac8",
      text: #"""
-- What becomes of a job that was handed out. Each asks for the token under which it was: whoever was
-- overtaken finds nothing.
--
-- Who writes several hands first looks each up and locks it, in the order of their keys: two never wait for each other, and
-- no plan goes through all hands for each. As a join, planned when there was one, it did: 165 ms in place of 8 for 600 of 2,000.
-- Written they are by the next statement: a version that somebody else has just made is locked by this one, and seen by that.

drop function if exists work.finish(bigint[], bigint[], bigint[]);
drop function if exists work.finish_all(bigint[], bigint[], bigint[], tid[]);
drop function if exists work.extend(bigint[], bigint[], bigint[], interval);
drop function if exists work.holds(bigint, bigint, bigint);
drop function if exists work.give_back(bigint, bigint, bigint, interval, text, integer);

-- Takes jobs out of a hand: those of them that are in it. With the last of them the hand is gone. Waits for whoever is about
-- to do the same; then it sees what was left.
--
-- With the rights of whoever asks: a service in the tenant that it has entered, the functions here in all.
create or replace function work.take_from(tenant bigint, held_under bigint, wanted bigint[], out lane text, out taken work.held_job[])
language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_bitmapscan = off
as $$
#variable_conflict use_column
declare
  held work.held_job[];
begin
  select h.lane, h.jobs into lane, held
    from work.hand h where h.tenant_id = tenant and h.token = held_under for update;
  taken := array(select x from unnest(held) x where x.job_id = any (wanted));
  if cardinality(taken) = cardinality(held) then
    delete from work.hand h where h.tenant_id = tenant and h.token = held_under;
  elsif cardinality(taken) > 0 then
    update work.hand h set jobs = array(select x from unnest(held) x where x.job_id <> all (wanted))
     where h.tenant_id = tenant and h.token = held_under;
  end if;
end $$;

-- Says that they are still worked on; answers what is in the hands that still are ours.
create or replace function work.extend(tenants bigint[], tokens bigint[], lease interval)
returns table (job_id bigint, token bigint)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  places tid[];
begin
  select array_agg(h.id) into places
    from (select distinct u.tenant_id, u.token from unnest(tenants, tokens) as u (tenant_id, token) order by 1, 2) as m
   cross join lateral (
     select h.ctid as id from work.hand h where h.tenant_id = m.tenant_id and h.token = m.token for update) h;
  return query
    with kept as (
      update work.hand h set leased_until = work.clock() + lease where h.ctid = any (places) returning h.token, h.jobs
    )
    select x.job_id, k.token from kept k cross join unnest(k.jobs) x;
end $$;

-- Done: they leave. Answers those that were not ours any more.
--
-- A hand leaves at once where all that is in it has ended, and nearly always it has.
create or replace function work.finish_all(tenants bigint[], jobs bigint[], tokens bigint[])
returns table (job_id bigint, token bigint)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  places tid[];
  left_tenants bigint[];
  left_tokens bigint[];
  left_jobs integer;
  mine record;
  ended bigint[];
begin
  select array_agg(h.id), array_agg(m.tenant_id), array_agg(m.token), coalesce(sum(cardinality(m.jobs)), 0)
    into places, left_tenants, left_tokens, left_jobs
    from (
      select u.tenant_id, u.token, array_agg(u.job_id) as jobs
        from unnest(tenants, jobs, tokens) as u (tenant_id, job_id, token)
       group by u.tenant_id, u.token
       order by u.tenant_id, u.token) as m
   cross join lateral (
     select h.ctid as id, h.jobs from work.hand h where h.tenant_id = m.tenant_id and h.token = m.token for update) h
   where cardinality(h.jobs) = cardinality(m.jobs) and not exists (select from unnest(h.jobs) x where x.job_id <> all (m.jobs));
  delete from work.hand h where h.ctid = any (places);
  if left_jobs = cardinality(jobs) then
    return;
  end if;
  for mine in
    select u.tenant_id, u.token, array_agg(u.job_id) as jobs
      from unnest(tenants, jobs, tokens) as u (tenant_id, job_id, token)
     where not exists (
       select from unnest(left_tenants, left_tokens) as l (tenant_id, token)
        where l.tenant_id = u.tenant_id and l.token = u.token)
     group by u.tenant_id, u.token
     order by u.tenant_id, u.token
  loop
    ended := array(select x.job_id from unnest((work.take_from(mine.tenant_id, mine.token, mine.jobs)).taken) x);
    return query select u.job_id, mine.token from unnest(mine.jobs) as u (job_id) where u.job_id <> all (ended);
  end loop;
end $$;

-- Whether it is still ours. Waits for a transaction that is about to end it: after a COMMIT without an
-- answer that is the one thing to know.
create function work.holds(tenant bigint, job bigint, held_under bigint) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  held work.held_job[];
begin
  select h.jobs into held from work.hand h where h.tenant_id = tenant and h.token = held_under for update;
  return exists (select from unnest(held) x where x.job_id = job);
end $$;

-- Gives it back, to be run again after a while. error: why, and it counts as an attempt; NULL: it was not
-- its fault, and does not count. Answers `waiting`, `dead`, or NULL: it is not ours any more.
--
-- Where one of the same kind and subject waits already, that one is the next attempt.
create function work.give_back(tenant bigint, job bigint, held_under bigint, pause interval, error text,
  attempt_limit integer)
returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := work.clock();
  found_in record;
  held work.held_job;
  failed integer := case when error is null then 0 else 1 end;
begin
  found_in := work.take_from(tenant, held_under, array[job]);
  if coalesce(cardinality(found_in.taken), 0) = 0 then
    return null;
  end if;
  held := found_in.taken[1];
  if failed = 1 and held.attempts + 1 >= attempt_limit then
    perform work.bury(tenant, found_in.lane, held, 'failed', held.attempts + 1, held.crashes, error, moment);
    return 'dead';
  end if;
  insert into work.job as j (tenant_id, job_id, lane, kind, subject, run_at, attempts, crashes, last_error, created_at)
  overriding system value
  values (tenant, held.job_id, found_in.lane, held.kind, held.subject, moment + pause, held.attempts + failed, held.crashes,
    coalesce(error, held.last_error), held.created_at)
  on conflict (tenant_id, kind, subject)
  do update set attempts = excluded.attempts, crashes = excluded.crashes, last_error = excluded.last_error,
    run_at = case when failed = 1 then greatest(j.run_at, excluded.run_at) else least(j.run_at, excluded.run_at) end;
  return 'waiting';
end $$;

-- Who waits for work looks every 2 s; nobody asks how long there is to wait.
drop function if exists work.next_due(text);

"""#),
    SQLFile(
      name: "0153-work-desk", sha256: "e64fb5fb1bb25a19c973d23bbce6ad2589ef3376a3b433f3fe4140da995dff4c",
      text: #"""
-- What an operator sees of the work, and can do about it.

-- Made anew as a whole: what a function returns cannot be changed in place. Who may call it is granted later.
drop function if exists work.jobs(bigint, text, integer);
create function work.jobs(wanted_tenant bigint, wanted_state text, most integer)
returns table (job_id bigint, tenant text, zone text, kind text, subject text, state text, run_at timestamptz, attempts integer,
  crashes integer, worker text, last_error text, created_at timestamptz, since timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select w.job_id, t.slug, t.timezone, w.kind, w.subject, w.state, w.run_at, w.attempts, w.crashes, w.worker, w.last_error,
           w.created_at, w.since
      from (
        select j.tenant_id, j.job_id, j.kind, j.subject, 'waiting' as state, j.run_at, j.attempts, j.crashes, null as worker,
               j.last_error, j.created_at, j.run_at as since
          from work.job j
        union all
        select h.tenant_id, x.job_id, x.kind, x.subject, 'running', x.run_at, x.attempts, x.crashes, h.worker, x.last_error,
               x.created_at, x.run_at
          from work.hand h
         cross join unnest(h.jobs) x
        union all
        select d.tenant_id, d.job_id, d.kind, d.subject,
               case d.reason when 'crashed' then 'quarantined' else 'dead' end, null, d.attempts, d.crashes, null,
               d.last_error, d.created_at, d.died_at
          from work.dead_job d) as w
      join guard.tenant t on t.tenant_id = w.tenant_id
     where (wanted_tenant is null or w.tenant_id = wanted_tenant) and (wanted_state is null or w.state = wanted_state)
     order by array_position('{running,waiting,quarantined,dead}'::text[], w.state), w.since, w.job_id
     limit most;
end $$;

-- Where it is, in the words of a list; NULL: there is none of that number. One look at all three places: what is moved from one to
-- another meanwhile is seen in one of them.
create or replace function work.state_of(wanted bigint) returns text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select 'waiting' from work.job j where j.job_id = wanted
  union all
  select 'running' from work.hand h, unnest(h.jobs) x where x.job_id = wanted
  union all
  select case d.reason when 'crashed' then 'quarantined' else 'dead' end from work.dead_job d where d.job_id = wanted
$$;

-- Runs it at the next occasion, whatever it waits for; one that was given up begins anew. Answers what it
-- was, NULL: there is none of that number.
create or replace function work.retry(wanted bigint) returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := work.clock();
  held work.dead_job;
  was constant text := work.state_of(wanted);
begin
  update work.job j set run_at = moment where j.job_id = wanted and j.run_at > moment;
  delete from work.dead_job d where d.job_id = wanted returning d.* into held;
  if found then
    insert into work.job as j (tenant_id, job_id, lane, kind, subject, run_at, last_error, created_at)
    overriding system value
    values (held.tenant_id, held.job_id, held.lane, held.kind, held.subject, moment, held.last_error, held.created_at)
    on conflict (tenant_id, kind, subject) do update set run_at = least(j.run_at, excluded.run_at);
  end if;
  return was;
end $$;

-- Takes it away for good; one that runs stays. Answers what it was.
create or replace function work.discard(wanted bigint) returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  was text;
begin
  delete from work.job j where j.job_id = wanted;
  if found then
    return 'waiting';
  end if;
  delete from work.dead_job d where d.job_id = wanted
  returning case d.reason when 'crashed' then 'quarantined' else 'dead' end into was;
  if found then
    return was;
  end if;
  return work.state_of(wanted);
end $$;

-- Work that nobody has a job for: none, unless somebody took jobs away by hand or a restore left some out.
-- Answers how many jobs it made.
create or replace function work.sweep() returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := work.clock();
  made integer;
  more integer;
begin
  insert into work.job (tenant_id, lane, kind, run_at, created_at)
  select t.tenant_id, 'compute', 'refresh', moment, moment
    from guard.tenant t
   where t.state = 'active' and exists (select from core.dirty d where d.tenant_id = t.tenant_id)
  on conflict (tenant_id, kind, subject) do nothing;
  get diagnostics made = row_count;
  insert into work.job (tenant_id, lane, kind, subject, run_at, created_at)
  select o.tenant_id, 'send', 'deliver', o.sink, min(o.next_at), moment
    from core.outbox o
    join guard.tenant t on t.tenant_id = o.tenant_id and t.state = 'active'
   where o.state = 'pending'
   group by o.tenant_id, o.sink
  on conflict (tenant_id, kind, subject) do nothing;
  get diagnostics more = row_count;
  made := made + more;
  insert into work.job (tenant_id, lane, kind, run_at, created_at)
  select t.tenant_id, 'compute', 'fold', moment, moment
    from guard.tenant t
   where t.state = 'active' and exists (select from work.inbox i where i.tenant_id = t.tenant_id)
  on conflict (tenant_id, kind, subject) do nothing;
  get diagnostics more = row_count;
  return made + more;
end $$;

-- How the work stands, for whoever asks after its health. Ages in seconds, NULL where there is none.
drop function if exists work.health();
create function work.health()
returns table (oldest_due bigint, running bigint, overdue_schedules bigint, latest_schedule bigint, dead bigint,
  quarantined bigint, oldest_snapshot bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  moment timestamptz := work.clock();
begin
  return query select
    (select extract(epoch from moment - min(j.run_at))::bigint
       from work.job j
      where j.run_at <= moment
        and exists (select from guard.tenant t where t.tenant_id = j.tenant_id and t.state = 'active')),
    -- Somebody works: of a worker that died, its lease ends within a minute.
    (select coalesce(sum(cardinality(h.jobs)), 0)::bigint from work.hand h where h.leased_until > moment),
    (select count(*) from work.zone_schedule z where z.next_at < moment - interval '5 minutes')
      + (select count(*) from work.schedule s where s.next_at < moment - interval '5 minutes'),
    (select extract(epoch from moment - min(n.next_at))::bigint
       from (select z.next_at from work.zone_schedule z union all select s.next_at from work.schedule s) as n
      where n.next_at <= moment),
    (select count(*) from work.dead_job d where d.reason = 'failed'),
    (select count(*) from work.dead_job d where d.reason = 'crashed'),
    -- Dead rows of the queue stay as long as a transaction could still see them.
    (select extract(epoch from moment - min(a.xact_start))::bigint
       from pg_stat_activity a where a.backend_xmin is not null and a.pid <> pg_backend_pid());
end $$;

"""#),
    SQLFile(
      name: "0154-work-schedules", sha256: "371b120e1fb3a28ab8fcf46d3b68bdb037d2d02c0981ead4f04e943c6462b9a2",
      text: #"""
-- Schedules: rows that say when the next job of a kind comes. What a cron expression means is decided where
-- it is read; here a time is taken from `next_at` once, by whoever comes first, with the jobs that it makes.

create or replace function work.due_schedules(most integer)
returns table (tenant_id bigint, kind text, zone text, cron text, catch_up text, next_at timestamptz, moment timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  now_ timestamptz := work.clock();
begin
  return query
    (select null::bigint, c.kind, c.zone, c.cron, c.catch_up, c.next_at, now_
       from work.zone_schedule c where c.next_at <= now_ order by c.next_at limit most)
    union all
    (select s.tenant_id, s.kind, s.zone, s.cron, s.catch_up, s.next_at, now_
       from work.schedule s
       join guard.tenant t on t.tenant_id = s.tenant_id and t.state = 'active'
      where s.next_at <= now_ order by s.next_at limit most);
end $$;

-- Takes the due times of tenants' own schedules, and makes their jobs, a subject each. A row that is not as
-- it was seen was taken by somebody else. Answers how many schedules were taken.
create or replace function work.fire(tenants bigint[], kinds text[], seen timestamptz[], following timestamptz[],
  job_tenants bigint[], job_kinds text[], job_lanes text[], job_names text[], job_subjects text[])
returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := work.clock();
  taken integer;
begin
  with mine as (
    update work.schedule s set next_at = u.following, last_at = s.next_at
      from unnest(tenants, kinds, seen, following) as u (tenant_id, kind, seen, following)
     where s.tenant_id = u.tenant_id and s.kind = u.kind and s.next_at = u.seen
    returning s.tenant_id, s.kind
  ), made as (
    insert into work.job as w (tenant_id, lane, kind, subject, run_at, created_at)
    select j.tenant_id, j.lane, j.name, j.subject, moment, moment
      from unnest(job_tenants, job_kinds, job_lanes, job_names, job_subjects) as j (tenant_id, kind, lane, name, subject)
      join mine m on m.tenant_id = j.tenant_id and m.kind = j.kind
    on conflict (tenant_id, kind, subject) do update set run_at = least(w.run_at, excluded.run_at)
  )
  select count(*) into taken from mine;
  return taken;
end $$;

-- The same for the schedule of a zone: jobs for its tenants that have none of their own, and something to do.
-- Most have not: a day on which nothing is known to happen costs one look into an index, for all of them.
create or replace function work.fire_zone(wanted_kind text, wanted_zone text, seen timestamptz,
  following timestamptz, wanted_lane text, job_name text, subjects text[], day date)
returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := work.clock();
  made integer;
begin
  update work.zone_schedule c set next_at = following, last_at = c.next_at
   where c.kind = wanted_kind and c.zone = wanted_zone and c.next_at = seen;
  if not found then
    return null;
  end if;
  insert into work.job as w (tenant_id, lane, kind, subject, run_at, created_at)
  select t.tenant_id, wanted_lane, job_name, s.subject, moment, moment
    from work.concerned(wanted_kind, day) c
    join guard.tenant t on t.tenant_id = c.tenant_id and t.state = 'active' and t.timezone = wanted_zone
   cross join unnest(subjects) as s (subject)
   where not exists (select from work.schedule o where o.tenant_id = t.tenant_id and o.kind = wanted_kind)
  on conflict (tenant_id, kind, subject) do update set run_at = least(w.run_at, excluded.run_at);
  get diagnostics made = row_count;
  return made;
end $$;

-- Who a schedule of a kind has anything to do for, on a day.
create or replace function work.concerned(wanted_kind text, day date) returns table (tenant_id bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  case wanted_kind
    -- A known day has come: a tier that changes by itself, the end of an alert's silence.
    when 'turn' then return query select distinct w.tenant_id from core.watch w where w.due_day <= day;
    -- Somebody is there to read it.
    when 'digest' then return query select distinct s.tenant_id from core.sink s where s.disabled is null;
    when 'close' then return query select h.tenant_id from core.head h where h.live_generation is not null;
    when 'retention' then return query
      select o.tenant_id from core.outbox o group by 1
      union select i.tenant_id from core.import i where i.rejected > 0 group by 1
      union select d.tenant_id from work.dead_job d group by 1;
  end case;
end $$;

-- The zones that tenants live in, for which a kind has no schedule yet.
create or replace function work.zones_without(kinds text[]) returns table (kind text, zone text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select k.kind, z.zone
      from (select distinct t.timezone as zone from guard.tenant t) as z
     cross join unnest(kinds) as k (kind)
     where not exists (select from work.zone_schedule c where c.kind = k.kind and c.zone = z.zone);
end $$;

create or replace function work.put_zone(wanted_kind text, wanted_zone text, new_cron text, new_catch_up text,
  first timestamptz, replaces boolean)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if replaces then
    insert into work.zone_schedule as c (kind, zone, cron, catch_up, next_at)
    values (wanted_kind, wanted_zone, new_cron, new_catch_up, first)
    on conflict (kind, zone) do update
      set cron = excluded.cron, catch_up = excluded.catch_up, next_at = excluded.next_at;
  else
    insert into work.zone_schedule (kind, zone, cron, catch_up, next_at)
    values (wanted_kind, wanted_zone, new_cron, new_catch_up, first)
    on conflict (kind, zone) do nothing;
  end if;
end $$;

-- Everybody's schedules, and with a tenant its own before those of its zone; no tenant: all there are.
create or replace function work.schedules(wanted_tenant bigint)
returns table (tenant text, kind text, zone text, cron text, catch_up text, next_at timestamptz, last_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select t.slug, s.kind, s.zone, s.cron, s.catch_up, s.next_at, s.last_at
      from work.schedule s
      join guard.tenant t on t.tenant_id = s.tenant_id
     where wanted_tenant is null or s.tenant_id = wanted_tenant
    union all
    select null, c.kind, c.zone, c.cron, c.catch_up, c.next_at, c.last_at
      from work.zone_schedule c
     where wanted_tenant is null
        or exists (
          select from guard.tenant t
           where t.tenant_id = wanted_tenant and t.timezone = c.zone
             and not exists (select from work.schedule o where o.tenant_id = wanted_tenant and o.kind = c.kind))
     order by 1 nulls first, 2, 3;
end $$;

"""#),
    SQLFile(
      name: "0155-work-inbox", sha256: "dca0250227862cdd91b8eaaa722a203804bf733d5114e08fd4148750c2001b78",
      text: #"""
-- Stores messages of any number of tenants, each once, and wants a fold for each tenant that has new ones.
-- Answers those that were new; the others are known.
--
-- One statement for everybody's messages of a moment: one flush of the log for all of them. Rows go in in the
-- order of the key, so that two calls with the same messages cannot wait for each other.
create or replace function work.receive(
  tenants bigint[], messages uuid[], forms text[], received timestamptz[], sent timestamptz[], bodies bytea[])
returns table (tenant_id bigint, message uuid)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  moment timestamptz := work.clock();
begin
  return query
    with fresh as (
      insert into work.inbox as i (tenant_id, message, form, received_at, sent_at, body)
      select u.tenant_id, u.message, u.form, u.received_at, u.sent_at, u.body
        from unnest(tenants, messages, forms, received, sent, bodies)
          as u (tenant_id, message, form, received_at, sent_at, body)
       -- Asked one by one (Docs/Decisions/0011), however many there are: never a join over all that is known.
       where not exists (select from core.event e where e.tenant_id = u.tenant_id and e.message = u.message offset 0)
         and not exists (select from core.call c where c.tenant_id = u.tenant_id and c.message = u.message offset 0)
       order by u.tenant_id, u.message
      on conflict (tenant_id, message) do nothing
      returning i.tenant_id, i.message
    ), put as (
      -- As work/enqueue.sql has it: the row is locked either way, so that no worker begins before this has ended.
      insert into work.job as j (tenant_id, lane, kind, subject, run_at, created_at)
      select t.tenant_id, 'compute', 'fold', '', moment, moment
        from (select distinct f.tenant_id from fresh f order by f.tenant_id) as t
      on conflict (tenant_id, kind, subject)
      do update set run_at = case when j.attempts = 0 then least(j.run_at, excluded.run_at) else j.run_at end
      returning j.xmax = 0 as is_fresh
    ), told as (
      select pg_notify('headway_work', '') from put where is_fresh limit 1
    )
    -- The hint is sent because it is asked how many there are: a join that nothing asks of is left out of the plan.
    select f.tenant_id, f.message from fresh f join (select count(*) from told) as n (told) on n.told >= 0;
end $$;

"""#),
    SQLFile(
      name: "0156-work-rescue", sha256: "9e254e212e3b3e67e5aaf64227943f7050897069798775806ba85b89a00b1062",
      text: #"""
-- What a worker was not heard of again with: whose lease is over.

-- Takes up what lapsed, oldest first: as much of a hand as there are places for; the rest stays for the next.
create function work.rescue(wanted_lane text, wanted integer, who text, moment timestamptz, lease interval)
returns table (tenant_id bigint, slug text, job_id bigint, kind text, subject text, token bigint, attempts integer,
  crashes integer, due_since timestamptz)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
#variable_conflict use_column
declare
  fresh bigint;
  got integer := 0;
  lapsed record;
  part work.held_job[];
begin
  for lapsed in
    select h.tenant_id, h.token, h.jobs, t.slug
      from work.hand h
      join guard.tenant t on t.tenant_id = h.tenant_id and t.state = 'active'
     where h.lane = wanted_lane and h.leased_until <= moment
     order by h.leased_until
     limit wanted
       for update of h skip locked
  loop
    exit when got >= wanted;
    part := lapsed.jobs[1:wanted - got];
    perform work.take_from(lapsed.tenant_id, lapsed.token, array(select x.job_id from unnest(part) x));
    part := array(
      select row(x.job_id, x.kind, x.subject, x.run_at, x.attempts, x.crashes + 1, x.last_error, x.created_at)::work.held_job
        from unnest(part) x);
    insert into work.hand as h (tenant_id, token, lane, worker, leased_until, jobs)
    values (lapsed.tenant_id, nextval('work.token'), wanted_lane, who, moment + lease, part)
    returning h.token into fresh;
    return query
      select lapsed.tenant_id, lapsed.slug, x.job_id, x.kind, x.subject, fresh, x.attempts, x.crashes, x.run_at
        from unnest(part) x;
    got := got + cardinality(part);
  end loop;
end $$;

-- What took its worker down too often is taken out of the way of everybody.
create or replace function work.bury_crashed(wanted_lane text, crash_limit integer, moment timestamptz) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
declare
  lapsed record;
  poison work.held_job;
begin
  for lapsed in
    select h.tenant_id, h.token, h.jobs
      from work.hand h
     where h.lane = wanted_lane and h.leased_until <= moment
       and exists (select from unnest(h.jobs) x where x.crashes + 1 >= crash_limit)
       for update of h skip locked
  loop
    foreach poison in array lapsed.jobs loop
      continue when poison.crashes + 1 < crash_limit;
      perform work.take_from(lapsed.tenant_id, lapsed.token, array[poison.job_id]);
      perform work.bury(lapsed.tenant_id, wanted_lane, poison, 'crashed', poison.attempts, poison.crashes + 1,
        coalesce(poison.last_error, 'its worker was not heard of again, ' || poison.crashes + 1 || ' times'), moment);
    end loop;
  end loop;
end $$;

-- Puts it where an operator finds it.
create or replace function work.bury(tenant bigint, was_in text, held work.held_job, why text, attempts integer,
  crashes integer, error text, moment timestamptz)
returns void
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
  insert into work.dead_job (tenant_id, job_id, lane, kind, subject, reason, attempts, crashes, last_error, created_at, died_at)
  values (tenant, held.job_id, was_in, held.kind, held.subject, why, attempts, crashes, error, held.created_at, moment)
$$;

"""#),
    SQLFile(
      name: "0159-work-grants", sha256: "6345507569b685c66d6618223a7d8785f13694bef9c39728f3ec07127c1edeea",
      text: #"""
-- Who owns and who may call the functions of schema work, and what their owner may see of the tenants'
-- rows: whether there is something to do, and nothing of what it is about.
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'work'::regnamespace loop
    execute format('revoke all on function %s from public, headway_service, headway_reader, headway_agency', f.name);
    execute format('alter function %s owner to headway_dispatch', f.name);
    if f.name::text !~ '^work\.(deal|go_round|rescue|bury|bury_crashed|state_of|concerned)\(' then
      execute format('grant execute on function %s to headway_service', f.name);
    end if;
  end loop;
end $$;

grant select (tenant_id, slug, timezone, state) on guard.tenant to headway_dispatch;
grant select (tenant_id, due_day) on core.watch to headway_dispatch;
grant select (tenant_id, live_generation) on core.head to headway_dispatch;
grant select (tenant_id, disabled) on core.sink to headway_dispatch;
grant select (tenant_id) on core.dirty to headway_dispatch;
grant select (tenant_id, sink, state, next_at) on core.outbox to headway_dispatch;
grant select (tenant_id, rejected) on core.import to headway_dispatch;
grant select (tenant_id, message) on core.event, core.call to headway_dispatch;

"""#),
    SQLFile(
      name: "0160-guard-keys", sha256: "ae17efa5ce1dec294236ff2084f1bbdc1abb6bf18498fe265c20eb8cf5db194b",
      text: #"""
-- Keys: made, listed and revoked by the operator; looked up by the service, by id and never by scanning.

-- Keeps a key of which only the hash gets here. At most two live under one name: the old one and the one that
-- takes its place.
create or replace function guard.create_key(wanted_tenant bigint, wanted_kind text, wanted_name text, fresh_id text,
  fresh_hash bytea, wanted_valid_until timestamptz)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- One that has ended holds its place no longer.
  update guard.access_key k set revoked_at = k.valid_until
   where k.tenant_id is not distinct from wanted_tenant and k.kind = wanted_kind and k.name = wanted_name
     and k.revoked_at is null and k.valid_until <= pg_catalog.clock_timestamp();
  -- Who makes two at once finds the place taken and looks again.
  for attempt in 1 .. 3 loop
    insert into guard.access_key (key_id, kind, tenant_id, name, place, secret_hash, valid_until)
    select fresh_id, wanted_kind, wanted_tenant, wanted_name, free.place, fresh_hash, wanted_valid_until
      from (values (1), (2)) as free (place)
     where not exists (
       select from guard.access_key k
        where k.tenant_id is not distinct from wanted_tenant and k.kind = wanted_kind and k.name = wanted_name
          and k.place = free.place and k.revoked_at is null)
     order by free.place limit 1
    on conflict (tenant_id, kind, name, place) where revoked_at is null do nothing;
    if found then
      return;
    end if;
  end loop;
  raise exception 'two keys live under the name "%" already', wanted_name using errcode = 'HW002',
    hint = 'Revoke the one that is no longer used, or give this one another name.';
end $$;

-- A tenant's keys, or the agency's own (NULL): those that live first, the newest first.
create or replace function guard.keys(wanted_tenant bigint)
returns table (key_id text, kind text, name text, created_at timestamptz, valid_until timestamptz,
  revoked_at timestamptz, last_used date)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select k.key_id, k.kind, k.name, k.created_at, k.valid_until, k.revoked_at, k.last_used
      from guard.access_key k
     where k.tenant_id is not distinct from wanted_tenant
     order by k.revoked_at desc nulls first, k.created_at desc, k.key_id;
end $$;

-- Ends a key of one of these kinds; answers whether there is such a key.
create or replace function guard.revoke_key(wanted_id text, wanted_kinds text[]) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update guard.access_key k set revoked_at = coalesce(k.revoked_at, pg_catalog.clock_timestamp())
   where k.key_id = wanted_id and k.kind = any (wanted_kinds);
  return found;
end $$;

-- For whom a live key speaks, and the hash that its secret must have; no row for one that has ended.
create or replace function guard.key_holder(wanted_id text)
returns table (kind text, secret_hash bytea, tenant_id bigint, slug text, timezone text, identities text[], state text,
  used_today boolean)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select k.kind, k.secret_hash, t.tenant_id, t.slug, t.timezone, t.identities, t.state,
           coalesce(k.last_used = (pg_catalog.clock_timestamp() at time zone 'UTC')::date, false)
      from guard.access_key k
      left join guard.tenant t on t.tenant_id = k.tenant_id
     where k.key_id = wanted_id and k.revoked_at is null
       and (k.valid_until is null or k.valid_until > pg_catalog.clock_timestamp());
end $$;

-- Notes that a key was used today: whoever wonders whether one can be revoked sees it.
create or replace function guard.note_key_use(wanted_id text) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  today date := (pg_catalog.clock_timestamp() at time zone 'UTC')::date;
begin
  update guard.access_key k set last_used = today
   where k.key_id = wanted_id and k.last_used is distinct from today;
end $$;

"""#),
    SQLFile(
      name: "0161-guard-sessions", sha256: "9ace7d51dc3d3c8b75e799d60f84fba8e73138701bfee7b58b15fb0b29a5a30f",
      text: #"""
-- People before a browser: the agency by a one-time sign-in, a client by its link.

-- Offers a sign-in of the agency, for some minutes and once.
create or replace function guard.offer_sign_in(fresh_hash bytea, seconds bigint) returns timestamptz
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  ending timestamptz := pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => least(seconds, 3600));
begin
  delete from guard.sign_in s where s.valid_until <= pg_catalog.clock_timestamp();
  insert into guard.sign_in (token_hash, valid_until) values (fresh_hash, ending);
  return ending;
end $$;

-- Takes an offered sign-in and opens a session in its place; NULL where there is no such offer any more.
create or replace function guard.take_sign_in(wanted_hash bytea, fresh_session bytea, seconds bigint)
returns timestamptz
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  ending timestamptz := pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => seconds);
begin
  delete from guard.sign_in s
   where s.token_hash = wanted_hash and s.valid_until > pg_catalog.clock_timestamp();
  if not found then
    return null;
  end if;
  perform guard.forget_sessions();
  insert into guard.session (session_hash, valid_until) values (fresh_session, ending);
  return ending;
end $$;

-- Opens a session for whoever shows a client's link; no row where the link or its client is not open.
create or replace function guard.follow_link(wanted_link text, fresh_session bytea, seconds bigint)
returns table (tenant_id bigint, slug text, valid_until timestamptz)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := pg_catalog.clock_timestamp();
  target record;
begin
  select l.tenant_id, t.slug,
         least(l.valid_until, moment + pg_catalog.make_interval(secs => seconds)) as ending
    into target
    from guard.link l
    join guard.tenant t on t.tenant_id = l.tenant_id and t.state = 'active'
   where l.link_id = wanted_link and l.revoked_at is null and l.valid_until > moment;
  if not found then
    return;
  end if;
  perform guard.forget_sessions();
  -- Whoever has a link may follow it as often as they like, and fills no table by it: the newest thousand stay.
  delete from guard.session s
   where s.session_hash in (
     select e.session_hash from guard.session e where e.link_id = wanted_link
      order by e.created_at desc, e.session_hash offset 999);
  insert into guard.session (session_hash, tenant_id, link_id, valid_until)
  values (fresh_session, target.tenant_id, wanted_link, target.ending);
  update guard.link l set last_used = (moment at time zone 'UTC')::date
   where l.link_id = wanted_link and l.last_used is distinct from (moment at time zone 'UTC')::date;
  return query select target.tenant_id, target.slug, target.ending;
end $$;

-- Who a session is, NULL for the tenant being the agency; no row for one that has ended. A client's ends with its
-- link, and with its client.
create or replace function guard.session_visitor(wanted_session bytea)
returns table (tenant_id bigint, slug text, valid_until timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := pg_catalog.clock_timestamp();
begin
  return query
    select s.tenant_id, t.slug, s.valid_until
      from guard.session s
      left join guard.link l on l.link_id = s.link_id
      left join guard.tenant t on t.tenant_id = s.tenant_id
     where s.session_hash = wanted_session and s.valid_until > moment
       and (s.link_id is null or (l.revoked_at is null and l.valid_until > moment and t.state = 'active'));
end $$;

create or replace function guard.end_session(wanted_session bytea) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from guard.session s where s.session_hash = wanted_session;
  return found;
end $$;

-- Takes away some of those that have ended: each that begins pays for it.
create or replace function guard.forget_sessions() returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from guard.session s
   where s.session_hash in (
     select e.session_hash from guard.session e where e.valid_until <= pg_catalog.clock_timestamp()
      order by e.valid_until limit 100 for update skip locked);
end $$;

create or replace function guard.create_link(wanted_tenant bigint, fresh_id text, wanted_label text,
  wanted_valid_until timestamptz)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into guard.link (link_id, tenant_id, label, valid_until)
  values (fresh_id, wanted_tenant, wanted_label, wanted_valid_until);
end $$;

-- A tenant's links, those that live first; `sessions`: browsers that came by it and are still in.
create or replace function guard.links(wanted_tenant bigint)
returns table (link_id text, label text, created_at timestamptz, valid_until timestamptz, revoked_at timestamptz,
  last_used date, sessions bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select l.link_id, l.label, l.created_at, l.valid_until, l.revoked_at, l.last_used,
           (select pg_catalog.count(*) from guard.session s
             where s.link_id = l.link_id and s.valid_until > pg_catalog.clock_timestamp())
      from guard.link l
     where l.tenant_id = wanted_tenant
     order by l.revoked_at desc nulls first, l.created_at desc, l.link_id;
end $$;

-- Ends a link and every session that came by it; answers whether there is such a link.
create or replace function guard.revoke_link(wanted_id text) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update guard.link l set revoked_at = coalesce(l.revoked_at, pg_catalog.clock_timestamp())
   where l.link_id = wanted_id;
  if not found then
    return false;
  end if;
  delete from guard.session s where s.link_id = wanted_id;
  return true;
end $$;

-- The secrets that sign, the newest first; `fresh` becomes one where there is none, or the newest has signed for
-- 30 days. One that signed nothing which may still be shown (a link lives 366 days at most) is forgotten.
create or replace function guard.signing_keys(fresh bytea)
returns table (key_number integer, secret bytea)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := pg_catalog.clock_timestamp();
begin
  if not exists (select from guard.signing_key k where k.created_at > moment - interval '30 days') then
    -- Two services at once: one makes it, the other finds it.
    lock table guard.signing_key in share row exclusive mode;
    if not exists (select from guard.signing_key k where k.created_at > moment - interval '30 days') then
      insert into guard.signing_key (secret) values (fresh);
      delete from guard.signing_key k where k.created_at < moment - interval '400 days';
    end if;
  end if;
  return query select k.key_number, k.secret from guard.signing_key k order by k.key_number desc;
end $$;

-- Makes worthless whatever was signed until now, cookies and links, and ends every session: when a secret got out.
-- Answers how many sessions.
create or replace function guard.forget_signing_keys() returns bigint
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  ended bigint;
begin
  delete from guard.signing_key;
  update guard.link l set revoked_at = pg_catalog.clock_timestamp() where l.revoked_at is null;
  delete from guard.sign_in;
  delete from guard.session;
  get diagnostics ended = row_count;
  return ended;
end $$;

"""#),
    SQLFile(
      name: "0169-access-grants", sha256: "377c78c7ae98f97d1d42de4bd41fde906d95924076926ff4512ad4ecb74d1b46",
      text: #"""
-- Who owns and who may call what was made after 0140; the operator's grants are written by Store's migrator.
do $$
declare
  f record;
begin
  for f in
    select p.oid::regprocedure as name, p.proname from pg_proc p
     where p.pronamespace = 'guard'::regnamespace
       and p.proname in ('create_key', 'keys', 'revoke_key', 'key_holder', 'note_key_use', 'offer_sign_in',
         'take_sign_in', 'follow_link', 'session_visitor', 'end_session', 'forget_sessions', 'create_link', 'links',
         'revoke_link', 'signing_keys', 'forget_signing_keys')
  loop
    execute format('alter function %s owner to headway_guard', f.name);
    execute format('revoke all on function %s from public, headway_service, headway_reader, headway_agency', f.name);
    if f.proname in ('key_holder', 'note_key_use', 'take_sign_in', 'follow_link', 'session_visitor', 'end_session',
      'signing_keys') then
      execute format('grant execute on function %s to headway_service', f.name);
    end if;
  end loop;
end $$;

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
      name: "0207-metric-change", sha256: "c6f20f8de36f599d5934abd2885d09c38fa728f9a54ce8112f2e205c56747d61",
      text: #"""
-- Whether a month's rate is unusual for its tenant (Docs/Metrics.md, section 5): significant, and further
-- from the median of the six months before than twice their median absolute deviation. Months without a
-- rate are passed over; with fewer than four that have one, nothing can be said.
--
-- `distance` is in median absolute deviations; NULL where that is 0, for then any difference is infinitely far.
create or replace function metric.change(lvr numeric, significant boolean, earlier numeric[],
  out usual numeric, out deviation numeric, out distance numeric, out unusual boolean)
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  sorted numeric[] := array(select v from unnest(earlier) as v where v is not null order by v);
  n integer := cardinality(sorted);
begin
  if n < 4 then
    return;
  end if;
  usual := (sorted[(n + 1) / 2] + sorted[n / 2 + 1]) / 2;
  sorted := array(select abs(v - usual) from unnest(sorted) as v order by 1);
  deviation := (sorted[(n + 1) / 2] + sorted[n / 2 + 1]) / 2;
  distance := round(abs(lvr - usual) / nullif(deviation, 0), 2);
  unusual := significant and abs(lvr - usual) > 2 * deviation;
  usual := round(usual, 6);
  deviation := round(deviation, 6);
end $$;

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
      name: "0216-metric-part", sha256: "33d01d881da0496cdd6d0eabad4de6afd79c7b8388dbc297ce2b708ef2546eec",
      text: #"""
-- A lead's part in a month (Docs/Metrics.md, section 4): what it adds to each count of the waterfall.
-- Summed over all leads it is the waterfall.
create or replace function metric.part(qualified datemultirange, exits text[], passed_on date, first date, last date)
returns table (opening integer, entered integer, exited_converted integer, exited_disqualified integer,
  exited_decayed integer, exited_criteria integer, passed_through integer)
language sql immutable parallel safe
as $$
  select (qualified @> (first - 1))::integer, s.entered::integer + p.passed, s.converted::integer + p.passed,
         s.disqualified::integer, s.decayed::integer, s.criteria::integer, p.passed
    from (
      select count(*) filter (where lower(u.days) between first and last) as entered,
             count(*) filter (where upper(u.days) between first and last and exits[u.n] = 'converted') as converted,
             count(*) filter (where upper(u.days) between first and last and exits[u.n] = 'disqualified') as disqualified,
             count(*) filter (where upper(u.days) between first and last and exits[u.n] = 'decayed') as decayed,
             count(*) filter (where upper(u.days) between first and last and exits[u.n] = 'criteria') as criteria
        from unnest(qualified) with ordinality as u (days, n)
    ) as s
   cross join (select case when passed_on between first and last then 1 else 0 end as passed) as p
$$;

-- Whether a lead can have a part in a month at all: cheaper to ask first, for most have none. The day
-- before belongs to it, for who leaves on the first day was open until then.
create or replace function metric.has_part(qualified datemultirange, passed_on date, first date, last date)
returns boolean
language sql immutable parallel safe
return qualified && daterange(first - 1, last, '[]') or coalesce(passed_on between first and last, false);

create or replace function metric.times(what text, n integer) returns text
language sql immutable parallel safe
return case when n = 1 then what when n > 1 then what || ' ' || n || ' times' end;

-- A part in words; NULL where there is none. More than once: leads that were joined since.
create or replace function metric.part_words(opening integer, entered integer, converted integer, disqualified integer,
  decayed integer, criteria integer, passed_through integer) returns text
language sql stable parallel safe
return nullif(concat_ws(', ',
  metric.times('open at the start', opening),
  metric.times('entered', entered - passed_through),
  metric.times('converted', converted - passed_through),
  metric.times('disqualified', disqualified),
  metric.times('decayed', decayed),
  metric.times('no longer met the criteria', criteria),
  metric.times('passed through', passed_through),
  metric.times('open at the end', opening + entered - converted - disqualified - decayed - criteria)), '');

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
      name: "0400-views/0150-definition", sha256: "1329a19be0717eb13a7a5b28a0ffe64013042311856d3fe651eb49c8bf87ed47",
      text: #"""
-- What "qualified" has meant, version by version.
create view {schema}.definition with (security_barrier) as
select t.slug as tenant, d.version, d.name, d.basis, d.created_at as set_at,
       lead(d.created_at) over (partition by d.tenant_id order by d.version) as replaced_at,
       coalesce(g.definition = d.version, false) as live, d.source
  from guard.tenant t
  join core.definition d on d.tenant_id = t.tenant_id
  left join core.head h on h.tenant_id = d.tenant_id
  left join core.generation g on g.tenant_id = h.tenant_id and g.generation = h.live_generation;

comment on view {schema}.definition is 'Every version of the definition of "qualified", with the time for which it was the newest.';
comment on column {schema}.definition.tenant is 'The client''s short name.';
comment on column {schema}.definition.version is 'As the column definition of the other views has it; 1 is the first.';
comment on column {schema}.definition.name is 'What the definition calls itself.';
comment on column {schema}.definition.basis is 'Which rate lvr shows under it: stock or flow.';
comment on column {schema}.definition.set_at is 'When it was set.';
comment on column {schema}.definition.replaced_at is 'When the next version was set; NULL: there is none.';
comment on column {schema}.definition.live is 'Whether the figures follow it: of all days, also those before it was set.';
comment on column {schema}.definition.source is 'The document, word for word.';

"""#),
    SQLFile(
      name: "0400-views/0300-flow", sha256: "50ffe6e6c3ef14268fc76ee914b49a3012f58d3adc1d848adbca621eefdceb71",
      text: #"""
-- Per period and channel: what moved, and what to compare it with. Not granted to anybody.
--
-- The periods of a tenant go from the one with the earliest created day to the one with today, without a gap.
-- The scope is asked once: each table that a statement names, however often, asks again who is asking (10 us and its share
-- of the plan), which was a seventh of the time of report.lvr.
--
-- `before_*` are the figures of the period before. A period in progress compares with the same
-- number of days of it (day k with day k; its last day if it is shorter), so `same_day` is where
-- the comparison ends. One pass over day_count assigns days to periods; a second one, over the two
-- periods before the running ones alone, is joined as a whole: asked for row by row it would cost
-- little too, but be estimated at so much that the server compiles the query first (JIT, 400 ms).
-- A channel has its row in every period from the first of all on, zeros included:
-- a waterfall by channel adds up in each.
create view {schema}.flow with (security_barrier) as
with scope as materialized (
  select s.tenant_id, s.generation, s.today from {schema}.scope s
),
day as (
  select c.tenant_id, s.today, c.channel, c.day, c.created, c.entered, c.passed_through,
         c.exited_converted, c.exited_disqualified, c.exited_decayed, c.exited_criteria,
         c.entered - c.exited_converted - c.exited_disqualified - c.exited_decayed - c.exited_criteria as net
    from scope s
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
first as (
  select s.tenant_id, s.today, c.day
    from scope s
   cross join lateral (
     select min(c.day) as day
       from core.day_count c
      where c.tenant_id = s.tenant_id and c.generation = s.generation and c.created > 0 and c.day <= s.today) c
   where c.day is not null
),
period as (
  select f.tenant_id, f.today, 'month'::text as grain, m::date as period_start,
         (m + interval '1 month - 1 day')::date as period_end,
         (m - interval '1 month')::date as prior_start, (m - interval '1 day')::date as prior_end,
         m::date <= f.day as first_period, (m + interval '1 month - 1 day')::date >= f.today as in_progress
    from first f,
         generate_series(date_trunc('month', f.day::timestamp), f.today::timestamp, interval '1 month') as m
  union all
  select f.tenant_id, f.today, 'week', w::date, (w + interval '6 days')::date, (w - interval '7 days')::date,
         (w - interval '1 day')::date, w::date <= f.day, (w + interval '6 days')::date >= f.today
    from first f,
         generate_series(date_trunc('week', f.day::timestamp), f.today::timestamp, interval '7 days') as w
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
    from period p
    join channel c on c.tenant_id = p.tenant_id
    left join moved m on m.tenant_id = p.tenant_id and m.channel = c.channel and m.grain = p.grain
                     and m.period_start = p.period_start
),
current as (
  select p.tenant_id, p.grain, p.prior_start, p.prior_end,
         least(p.prior_start + (p.today - p.period_start), p.prior_end) as same_day
    from period p
   where p.in_progress
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
      name: "0400-views/0420-published-lvr", sha256: "bb9174fdedc6ab244b4e65fb32677362e5f0fe7c9646627009725c02336d2847",
      text: #"""
-- The newest revision of each published month that is over on the date of the report: before that
-- there was nothing to publish. Not granted to anybody.
create view {schema}.publication with (security_barrier) as
select s.tenant_id, s.tenant, s.generation, p.period_start, (p.period_start + interval '1 month - 1 day')::date as period_end,
       p.revision, p.published_at, p.reason, p.definition, p.zone, p.next_arrival, p.basis, p.status_reason, p.opening,
       p.entered, p.exited_converted, p.exited_disqualified, p.exited_decayed, p.exited_criteria, p.passed_through,
       p.closing, p.created, p.entered_before, p.lvr_stock, p.lvr_flow, p.lvr, p.lvr_low, p.lvr_high, p.significant,
       p.low_base, p.band, p.target_low, p.target_high, p.vs_target, p.total_lvr
  from {schema}.scope s
  join core.publication p on p.tenant_id = s.tenant_id
 where p.period_start <= date_trunc('month', s.today::timestamp) - interval '1 month'
   and not exists (
     select from core.publication l
      where l.tenant_id = p.tenant_id and l.period_start = p.period_start and l.revision > p.revision);

-- The leads whose part in a published month is another one now. Not granted to anybody.
--
-- What was published goes under the number that survives, so that two leads which were joined and
-- together have the part that they had are no change. One UNION and one GROUP BY, so that a month
-- that is asked for is looked for on both sides.
create view {schema}.part_change with (security_barrier) as
with side as (
  select p.tenant_id, p.tenant, p.period_start, coalesce(n.merged_into, u.lead_id) as lead_id, 1 as sign,
         t.opening, t.entered, t.exited_converted, t.exited_disqualified, t.exited_decayed, t.exited_criteria,
         t.passed_through
    from {schema}.publication p
    join core.published_part t on t.tenant_id = p.tenant_id and t.period_start = p.period_start
     and t.revision = p.revision
   cross join lateral unnest(t.leads) as u (lead_id)
    left join core.lead n on n.tenant_id = p.tenant_id and n.lead_id = u.lead_id
  union all
  select p.tenant_id, p.tenant, p.period_start, q.lead_id, -1, t.opening, t.entered, t.exited_converted,
         t.exited_disqualified, t.exited_decayed, t.exited_criteria, t.passed_through
    from {schema}.publication p
    join core.qualification q on q.tenant_id = p.tenant_id and q.generation = p.generation
     and metric.has_part(q.qualified, q.passed_on, p.period_start, p.period_end)
   cross join lateral metric.part(q.qualified, q.exits, q.passed_on, p.period_start, p.period_end) as t
)
select s.tenant_id, s.tenant, s.period_start, s.lead_id,
       metric.part_words(
         sum(s.opening) filter (where s.sign = 1)::integer, sum(s.entered) filter (where s.sign = 1)::integer,
         sum(s.exited_converted) filter (where s.sign = 1)::integer,
         sum(s.exited_disqualified) filter (where s.sign = 1)::integer,
         sum(s.exited_decayed) filter (where s.sign = 1)::integer,
         sum(s.exited_criteria) filter (where s.sign = 1)::integer,
         sum(s.passed_through) filter (where s.sign = 1)::integer) as published,
       metric.part_words(
         sum(s.opening) filter (where s.sign = -1)::integer, sum(s.entered) filter (where s.sign = -1)::integer,
         sum(s.exited_converted) filter (where s.sign = -1)::integer,
         sum(s.exited_disqualified) filter (where s.sign = -1)::integer,
         sum(s.exited_decayed) filter (where s.sign = -1)::integer,
         sum(s.exited_criteria) filter (where s.sign = -1)::integer,
         sum(s.passed_through) filter (where s.sign = -1)::integer) as live
  from side s
 group by s.tenant_id, s.tenant, s.period_start, s.lead_id
having sum(s.sign * s.opening) <> 0 or sum(s.sign * s.entered) <> 0 or sum(s.sign * s.exited_converted) <> 0
    or sum(s.sign * s.exited_disqualified) <> 0 or sum(s.sign * s.exited_decayed) <> 0
    or sum(s.sign * s.exited_criteria) <> 0 or sum(s.sign * s.passed_through) <> 0;

-- What was published beside what is so now.
--
-- The leads are counted where the column is asked for, and for the months that are: it is the one
-- that reads leads, 80,000 of them in some 0.3 s a month.
create view {schema}.published_lvr with (security_barrier) as
select p.tenant, p.period_start, p.definition, p.published_at, p.revision, p.reason, p.basis, p.status_reason, p.opening,
       p.entered, p.exited_converted, p.exited_disqualified, p.exited_decayed, p.exited_criteria, p.passed_through,
       p.closing, p.created, p.entered_before, p.lvr_stock, p.lvr_flow, p.lvr, p.lvr_low, p.lvr_high, p.significant,
       p.low_base, p.band, p.target_low, p.target_high, p.vs_target, p.total_lvr,
       l.definition as live_definition, l.basis as live_basis, l.status_reason as live_status_reason,
       l.opening as live_opening, l.entered as live_entered, l.exited_converted as live_exited_converted,
       l.exited_disqualified as live_exited_disqualified, l.exited_decayed as live_exited_decayed,
       l.exited_criteria as live_exited_criteria, l.passed_through as live_passed_through, l.closing as live_closing,
       l.created as live_created, l.entered_before as live_entered_before, l.lvr_stock as live_lvr_stock,
       l.lvr_flow as live_lvr_flow, l.lvr as live_lvr, l.band as live_band, l.vs_target as live_vs_target,
       (select count(*) from {schema}.part_change c
         where c.tenant_id = p.tenant_id and c.period_start = p.period_start)::integer as leads_changed
  from {schema}.publication p
  left join (
    select m.*, lag(m.entered) over (partition by m.tenant order by m.period_start) as entered_before
      from {schema}.lvr m
     where m.grain = 'month'
  ) as l on l.tenant = p.tenant and l.period_start = p.period_start;

comment on view {schema}.published_lvr is 'Each published month, as it was told and as it is now.';
comment on column {schema}.published_lvr.tenant is 'The client''s short name.';
comment on column {schema}.published_lvr.period_start is 'First day of the month.';
comment on column {schema}.published_lvr.definition is 'The version of the definition that the published counts follow.';
comment on column {schema}.published_lvr.published_at is 'When it was published.';
comment on column {schema}.published_lvr.revision is '1 for what was published first; the newest is shown.';
comment on column {schema}.published_lvr.reason is 'Why it was published again; NULL for the first time.';
comment on column {schema}.published_lvr.basis is 'Which rate lvr shows: stock or flow.';
comment on column {schema}.published_lvr.status_reason is 'Why the published lvr is NULL, or must be read with care; else NULL.';
comment on column {schema}.published_lvr.opening is 'As published: leads qualified on the last day of the month before.';
comment on column {schema}.published_lvr.entered is 'As published: times a lead became qualified, pass-throughs included.';
comment on column {schema}.published_lvr.exited_converted is 'As published: exits because the lead became a customer.';
comment on column {schema}.published_lvr.exited_disqualified is 'As published: exits because the lead was disqualified.';
comment on column {schema}.published_lvr.exited_decayed is 'As published: exits because the lead went silent, or grew too old.';
comment on column {schema}.published_lvr.exited_criteria is 'As published: exits because a gate no longer held.';
comment on column {schema}.published_lvr.passed_through is 'As published: leads that became customers before a whole day as qualified was over.';
comment on column {schema}.published_lvr.closing is 'As published: leads qualified on the last day.';
comment on column {schema}.published_lvr.created is 'As published: leads created in the month, qualified or not.';
comment on column {schema}.published_lvr.entered_before is 'As published: entered in the month before, which lvr_flow compares with.';
comment on column {schema}.published_lvr.lvr_stock is 'As published: growth of the qualified leads, in percent.';
comment on column {schema}.published_lvr.lvr_flow is 'As published: growth of entered over the month before, in percent.';
comment on column {schema}.published_lvr.lvr is 'As published: the headline.';
comment on column {schema}.published_lvr.lvr_low is 'As published: lower bound of the 95 % interval of lvr.';
comment on column {schema}.published_lvr.lvr_high is 'As published: upper bound of that interval.';
comment on column {schema}.published_lvr.significant is 'As published: whether the interval excludes 0.';
comment on column {schema}.published_lvr.low_base is 'As published: whether fewer than 20 leads stood in the denominator.';
comment on column {schema}.published_lvr.band is 'As published: shrinking, stagnating, slow, healthy, aggressive or surge.';
comment on column {schema}.published_lvr.target_low is 'As published: lower bound of the target.';
comment on column {schema}.published_lvr.target_high is 'As published: upper bound of the target.';
comment on column {schema}.published_lvr.vs_target is 'As published: below, within or above the target.';
comment on column {schema}.published_lvr.total_lvr is 'As published: growth of created over the month before, in percent.';
comment on column {schema}.published_lvr.live_definition is 'The version of the definition that is followed now.';
comment on column {schema}.published_lvr.live_basis is 'The basis of that definition.';
comment on column {schema}.published_lvr.live_status_reason is 'status_reason as it is now.';
comment on column {schema}.published_lvr.live_opening is 'opening as it is now.';
comment on column {schema}.published_lvr.live_entered is 'entered as it is now.';
comment on column {schema}.published_lvr.live_exited_converted is 'exited_converted as it is now.';
comment on column {schema}.published_lvr.live_exited_disqualified is 'exited_disqualified as it is now.';
comment on column {schema}.published_lvr.live_exited_decayed is 'exited_decayed as it is now.';
comment on column {schema}.published_lvr.live_exited_criteria is 'exited_criteria as it is now.';
comment on column {schema}.published_lvr.live_passed_through is 'passed_through as it is now.';
comment on column {schema}.published_lvr.live_closing is 'closing as it is now.';
comment on column {schema}.published_lvr.live_created is 'created as it is now.';
comment on column {schema}.published_lvr.live_entered_before is 'entered_before as it is now.';
comment on column {schema}.published_lvr.live_lvr_stock is 'lvr_stock as it is now.';
comment on column {schema}.published_lvr.live_lvr_flow is 'lvr_flow as it is now.';
comment on column {schema}.published_lvr.live_lvr is 'lvr as it is now: that of report.lvr.';
comment on column {schema}.published_lvr.live_band is 'band as it is now.';
comment on column {schema}.published_lvr.live_vs_target is 'vs_target as it is now.';
comment on column {schema}.published_lvr.leads_changed is 'How many leads have another part in the month now than was published: those of published_change.';

-- Which leads make the difference. Why each does is for `headway lvr --published`, which reads the log.
create view {schema}.published_change with (security_barrier) as
select c.tenant, c.period_start, c.lead_id, c.published, c.live
  from {schema}.part_change c;

comment on view {schema}.published_change is 'The leads whose part in a published month is another one now.';
comment on column {schema}.published_change.tenant is 'The client''s short name.';
comment on column {schema}.published_change.period_start is 'First day of the month.';
comment on column {schema}.published_change.lead_id is 'The lead; of joined ones the number that survived.';
comment on column {schema}.published_change.published is 'Its part as it was published, in words: entered, open at the end; NULL: none.';
comment on column {schema}.published_change.live is 'Its part as it is now; NULL: none.';

"""#),
    SQLFile(
      name: "0400-views/0430-portfolio.agency", sha256: "384625c65ad01d1e090a47942e835911891d9c2a0ec43bfc84b227536bdeff92",
      text: #"""
-- All clients side by side, a row each: the last month that is over, whether it is unusual for the
-- client, and how the running one goes.
--
-- It reads day_count once and no lead. agency.lvr knows every period of a client; here a client's days
-- fall into eight months, the running one, and all before them. 10,000 clients with a million counts
-- take 1.2 s of processor time.
create view agency.portfolio with (security_barrier) as
with client as materialized (
  select * from agency.scope
),
-- Where months begin, for the two or three dates that are today somewhere: 1 … 8 those of the last eight
-- that are over, 10 the running one. 9 is the day in the last month after which the running one is not compared
-- with it, so that what came later stands apart.
calendar as materialized (
  select d.today, array(select (d.running - make_interval(months => n))::date from generate_series(8, 1, -1) as n)
           || least((d.running - interval '1 month')::date + (d.today - d.running), d.running - 1) + 1
           || d.running as bounds
    from (select distinct c.today, date_trunc('month', c.today::timestamp)::date as running from client c) as d
),
moved as (
  select c.tenant_id, width_bucket(n.day, k.bounds) as part, sum(n.entered) as entered,
         sum(n.entered - n.exited_converted - n.exited_disqualified - n.exited_decayed - n.exited_criteria) as net,
         sum(n.passed_through) as passed_through, min(n.day) filter (where n.created > 0) as first_day
    from client c
    join calendar k on k.today = c.today
    join core.day_count n on n.tenant_id = c.tenant_id and n.generation = c.generation and n.day <= c.today
   group by c.tenant_id, 2
),
-- A row a client: leads qualified at the end of all before (1), of each month (2 … 9) and now (10), and those
-- that entered in each of the same.
curve as (
  select m.tenant_id, min(m.first_day) as first_day,
         array[sum(m.net) filter (where m.part = 0), sum(m.net) filter (where m.part <= 1),
           sum(m.net) filter (where m.part <= 2), sum(m.net) filter (where m.part <= 3),
           sum(m.net) filter (where m.part <= 4), sum(m.net) filter (where m.part <= 5),
           sum(m.net) filter (where m.part <= 6), sum(m.net) filter (where m.part <= 7),
           sum(m.net) filter (where m.part <= 9), sum(m.net)]::bigint[] as closing,
         array[sum(m.entered) filter (where m.part = 0), sum(m.entered) filter (where m.part = 1),
           sum(m.entered) filter (where m.part = 2), sum(m.entered) filter (where m.part = 3),
           sum(m.entered) filter (where m.part = 4), sum(m.entered) filter (where m.part = 5),
           sum(m.entered) filter (where m.part = 6), sum(m.entered) filter (where m.part = 7),
           sum(m.entered) filter (where m.part in (8, 9)), sum(m.entered) filter (where m.part = 10)]::bigint[] as entered,
         sum(m.passed_through) filter (where m.part in (8, 9)) as passed_through,
         sum(m.net) filter (where m.part <= 8) as same_day_closing,
         sum(m.entered) filter (where m.part = 8) as same_days_entered
    from moved m
   group by m.tenant_id
),
-- The last month that is over, or nothing where there is none: `before_*` are of the month before it.
final as (
  select c.*, k.bounds, k.bounds[8] as period_start, k.bounds[10] - 1 as period_end, v.first_day,
         v.first_day < k.bounds[10] as is_there,
         coalesce(v.closing[8], 0) as opening, coalesce(v.closing[9], 0) as closing, coalesce(v.entered[9], 0) as entered,
         coalesce(v.passed_through, 0)::bigint as passed_through, coalesce(v.entered[8], 0) as before_entered,
         coalesce(v.closing[10], 0) as closing_now, coalesce(v.entered[10], 0) as entered_now,
         coalesce(v.same_day_closing, 0)::bigint as same_day_closing,
         coalesce(v.same_days_entered, 0)::bigint as same_days_entered,
         array(select case when k.bounds[n] > v.first_day then
                 case c.basis when 'stock' then metric.growth(coalesce(v.closing[n], 0), coalesce(v.closing[n + 1], 0))
                   else metric.growth(coalesce(v.entered[n], 0), coalesce(v.entered[n + 1], 0)) end end
                 from generate_series(2, 8) as n) as rates
    from client c
    join calendar k on k.today = c.today
    left join curve v on v.tenant_id = c.tenant_id
)
select t.slug as tenant, t.name, t.state, f.definition, f.basis,
       case when f.is_there then f.period_start end as period_start,
       case when f.is_there then f.period_end end as period_end,
       case when f.tenant_id is null then 'no_figures' when f.first_day is null then 'no_leads'
         when not f.is_there then 'no_final_month' else g.status_reason end as status_reason,
       case when f.is_there then f.opening::integer end as opening,
       case when f.is_there then f.entered::integer end as entered,
       case when f.is_there then (f.opening + f.entered - f.closing)::integer end as exited,
       case when f.is_there then f.closing::integer end as closing,
       g.lvr, metric.shown(g.lvr, g.target_low, g.target_high) as lvr_shown,
       g.lvr_low, g.lvr_high, g.significant, g.low_base, g.band, g.target_low, g.target_high, g.vs_target,
       u.usual, u.deviation, u.distance, u.unusual, f.rates as lvr_months, p.pace,
       coalesce(a.alerts, 0)::integer as alerts, coalesce(a.hot, 0)::integer as hot_alerts, f.today as as_of
  from guard.tenant t
  left join final f on f.tenant_id = t.tenant_id
  left join lateral metric.figures('month', f.basis, f.period_start <= f.first_day, false, f.period_start, f.history_from,
         f.arr_minor, f.opening, f.closing, f.entered, f.opening + f.entered - f.closing, f.passed_through, 0,
         f.before_entered, 0, null, 0, 0) as g on f.is_there
  left join lateral metric.figures('month', f.basis, f.bounds[10] <= f.first_day, true, f.bounds[10], f.history_from,
         f.arr_minor, f.closing, f.closing_now, f.entered_now, 0, 0, 0, f.same_days_entered, 0, f.same_day_closing, 0, 0)
         as p on f.first_day is not null
  left join lateral metric.change(g.lvr, g.significant, f.rates[1:6]) as u on g.lvr is not null
  left join lateral (
    select count(*) as alerts, count(*) filter (where b.kind = 'hot') as hot
      from core.alert b
     where b.tenant_id = f.tenant_id and b.day between f.today - 6 and f.today and b.kind <> 'test'
  ) as a on true
 where t.state <> 'deleting';

comment on view agency.portfolio is 'All clients side by side: the last month that is over, whether it is unusual for the client, and how the running one goes.';
comment on column agency.portfolio.tenant is 'The client''s short name.';
comment on column agency.portfolio.name is 'The client''s name.';
comment on column agency.portfolio.state is 'active or suspended.';
comment on column agency.portfolio.definition is 'The version of the definition that all counts follow; NULL: none was computed yet.';
comment on column agency.portfolio.basis is 'Which rate lvr shows: stock or flow.';
comment on column agency.portfolio.period_start is 'First day of the last month that is over; NULL: none is yet.';
comment on column agency.portfolio.period_end is 'Its last day.';
comment on column agency.portfolio.status_reason is 'Why lvr is NULL (no_figures, no_leads, no_final_month, no_prior_period, no_baseline), or must be read with care (before_history); else NULL.';
comment on column agency.portfolio.opening is 'Leads qualified on the last day of the month before.';
comment on column agency.portfolio.entered is 'Times a lead became qualified in the month.';
comment on column agency.portfolio.exited is 'Times a lead left in it.';
comment on column agency.portfolio.closing is 'Leads qualified on its last day.';
comment on column agency.portfolio.lvr is 'The month''s headline rate, that of agency.lvr.';
comment on column agency.portfolio.lvr_shown is 'lvr with one decimal, or as many as it takes to stay in its band and on its side of the target.';
comment on column agency.portfolio.lvr_low is 'Lower bound of its 95 % interval.';
comment on column agency.portfolio.lvr_high is 'Upper bound of it.';
comment on column agency.portfolio.significant is 'Whether the interval excludes 0.';
comment on column agency.portfolio.low_base is 'Whether fewer than 20 leads stand in the denominator.';
comment on column agency.portfolio.band is 'shrinking, stagnating, slow, healthy, aggressive or surge.';
comment on column agency.portfolio.target_low is 'Lower bound of the target; NULL without revenue.';
comment on column agency.portfolio.target_high is 'Upper bound of it.';
comment on column agency.portfolio.vs_target is 'below, within or above the target.';
comment on column agency.portfolio.usual is 'Median of lvr over the six months before; NULL with fewer than four that have one.';
comment on column agency.portfolio.deviation is 'Median absolute deviation of those from it.';
comment on column agency.portfolio.distance is 'How many such deviations lvr lies from usual; NULL where it is not known, or the deviation is 0.';
comment on column agency.portfolio.unusual is 'Whether the change is significant and more than two deviations from usual; NULL where it cannot be said.';
comment on column agency.portfolio.lvr_months is 'lvr of the six months before and of this one, the oldest first; NULL where there is none.';
comment on column agency.portfolio.pace is 'Of the running month: growth over the same day of the month before.';
comment on column agency.portfolio.alerts is 'Alerts of the last 7 days, tests left out.';
comment on column agency.portfolio.hot_alerts is 'Leads that turned hot in the last 7 days, as far as it was told.';
comment on column agency.portfolio.as_of is 'The day the row answers for.';

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
      name: "0900-hardening", sha256: "9a37130654a6b83a1b9d7cfd8141ccbc80b1be3fab2615ea9425535cf3ec1b73",
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
  headway_provisioner, headway_guard;
grant execute on function pg_notify(text, text) to headway_service, headway_dispatch;
-- The service looks for sessions of its own login that stand still (SQL/Queries/work); of others' it sees that they are.
grant execute on function pg_stat_get_activity(integer) to headway_guard, headway_dispatch, headway_service;
grant execute on function pg_lock_status() to headway_guard;

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
    SQLFile(
      name: "0995-guard-portfolio", sha256: "a2ecdc80d267985f17cd6b79f9eaba6e6b4194eebc138edc07eb9db3831205c3",
      text: #"""
-- The portfolio for the operator, who works outside of every tenant: agency.portfolio, read with the rights
-- of the agency's views and by a procedure alone (Docs/Decisions/0022). No lead is in it.
--
-- Compiling it (JIT) takes longer than it saves: 1.9 s in place of 1.6 for 10,000 clients.
create or replace function guard.portfolio() returns setof agency.portfolio
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $$
begin
  return query select p.* from agency.portfolio p;
end $$;
alter function guard.portfolio() owner to headway_agency_report;
revoke all on function guard.portfolio() from public;

-- It went with the view, and its grants with it: logins that were made before get them again.
do $$
declare
  operator name;
begin
  for operator in select l.role_name from guard.login l where l.kind = 'cli' loop
    execute format('grant execute on function guard.portfolio() to %I', operator);
  end loop;
end $$;

"""#),
  ]
}
