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
