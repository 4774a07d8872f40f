-- Who may come in over HTTP: keys, one-time sign-ins, sessions of browsers, clients' links, and the secrets
-- that sign what browsers carry (Docs/Decisions/0018). As in the identity map, nobody reads or writes these tables
-- but the functions of schema guard.
set role headway_guard;

-- What programs show: a client's write key, a client's token that reads, a token of the agency.
create table guard.access_key (
  -- Random and no secret: by it the key is found, and people name it.
  key_id      text primary key,
  kind        text not null,
  -- NULL: the agency's.
  tenant_id   bigint references guard.tenant on delete cascade,
  name        text not null,
  -- Which of the two that may live at a time under one name.
  place       smallint not null,
  -- SHA-256 of the secret. That is 256 random bits, which nobody guesses: a slow hash would protect nothing.
  secret_hash bytea not null,
  created_at  timestamptz not null default clock_timestamp(),
  valid_until timestamptz,
  revoked_at  timestamptz,
  -- The day, in UTC: once a day is written, not once a request.
  last_used   date,
  constraint access_key_id_is_random_letters check (key_id ~ '^[0-9A-Za-z]{12}$'),
  constraint access_key_kind_is_known check (kind in ('write', 'read', 'agency')),
  constraint access_key_of_a_client_has_a_tenant check ((kind = 'agency') = (tenant_id is null)),
  constraint access_key_has_a_name check (btrim(name) <> '' and length(name) <= 100),
  constraint access_key_is_first_or_second check (place in (1, 2)),
  constraint access_key_hash_is_sha256 check (octet_length(secret_hash) = 32)
);
create unique index access_key_two_live_of_a_name on guard.access_key (tenant_id, kind, name, place)
  nulls not distinct where revoked_at is null;

-- A client's link to its own pages. What it says is signed; this row is what can be taken back.
create table guard.link (
  link_id     text primary key,
  tenant_id   bigint not null references guard.tenant on delete cascade,
  label       text not null default '',
  created_at  timestamptz not null default clock_timestamp(),
  valid_until timestamptz not null,
  revoked_at  timestamptz,
  last_used   date,
  constraint link_id_is_random_letters check (link_id ~ '^[0-9A-Za-z]{16}$'),
  constraint link_label_is_short check (length(label) <= 200)
);
create index link_by_tenant on guard.link (tenant_id);

-- A sign-in of the agency that was offered and not taken yet: taking it takes the row away.
create table guard.sign_in (
  token_hash  bytea primary key,
  valid_until timestamptz not null,
  constraint sign_in_hash_is_sha256 check (octet_length(token_hash) = 32)
);

-- A browser that has come in: the agency's, or by a link a client's.
create table guard.session (
  session_hash bytea primary key,
  tenant_id    bigint references guard.tenant on delete cascade,
  link_id      text references guard.link on delete cascade,
  created_at   timestamptz not null default clock_timestamp(),
  valid_until  timestamptz not null,
  constraint session_hash_is_sha256 check (octet_length(session_hash) = 32),
  constraint session_of_a_client_came_by_a_link check ((tenant_id is null) = (link_id is null))
);
create index session_by_tenant on guard.session (tenant_id);
create index session_by_link on guard.session (link_id);
create index session_by_end on guard.session (valid_until);

-- What cookies, links and cursors are signed with, the same for every service. The newest signs; older ones
-- are kept as long as something that they signed may be shown.
create table guard.signing_key (
  key_number integer generated always as identity primary key,
  secret     bytea not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint signing_key_is_256_bits check (octet_length(secret) = 32)
);

reset role;
