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
