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
