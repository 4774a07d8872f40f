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
