-- The log: what was said about whom, and when it reached us. Rows are added, and go only with
-- a reverted import, an erased lead or a deleted tenant; every figure is a function of them.
set role headway_owner;

-- Where a tenant's log stands. Locking this row is the fold lock: one fold per tenant at a time.
create table core.head (
  tenant_id       bigint primary key,
  next_arrival    bigint not null default 1,
  next_keyring    bigint not null default 1,
  next_lead       bigint not null default 1,
  next_account    bigint not null default 1,
  next_import     integer not null default 1,
  next_definition integer not null default 1,
  next_generation integer not null default 1,
  -- Readers follow this one number; switching a definition is one UPDATE of it.
  live_generation integer,
  -- The first day on which stages without a date were received (metrics, section 2).
  history_from    date,
  -- The import that set it; later ones leave it alone.
  history_import  integer,
  -- Changes whenever a keyring is removed or moved, so that a cached one is not trusted.
  keyring_epoch   bigint not null default 0
);

-- A keyring is the distinct set of keys that came together on one row. Facts hang on
-- keyrings, keyrings on leads: joining or splitting leads moves keyrings, never a fact.
create table core.keyring (
  tenant_id     bigint not null,
  keyring_id    bigint not null,
  -- The first 128 bits of SHA-256 over the sorted keys.
  digest        uuid not null,
  keys          text[] not null,
  -- An alias: its keys join whatever their kind.
  explicit      boolean not null default false,
  lead_id       bigint not null,
  -- The lead id that was given out when this keyring founded a lead; never reallocated.
  allotted_lead bigint,
  -- The company its e-mail address speaks for: the lead's account while no record names one.
  account_id    bigint,
  first_at      timestamptz not null,
  first_arrival bigint not null,
  primary key (tenant_id, keyring_id),
  constraint keyring_once unique (tenant_id, digest),
  constraint keyring_has_keys check (cardinality(keys) > 0)
);
create index keyring_by_lead on core.keyring (tenant_id, lead_id);

-- From a key to the keyrings that carry it.
create table core.identity (
  tenant_id  bigint not null,
  key        text not null,
  keyring_id bigint not null,
  primary key (tenant_id, key, keyring_id)
);

-- A key that no longer joins anything (`headway lead split`).
create table core.ban (
  tenant_id bigint not null,
  key       text not null,
  arrival   bigint not null,
  primary key (tenant_id, key)
);

create table core.import (
  tenant_id    bigint not null,
  import_id    integer not null,
  kind         text not null,
  file_name    text not null,
  -- SHA-256 of the file's bytes, and of the map and options that read it.
  digest       bytea not null,
  reading      bytea not null,
  state        text not null default 'running',
  received_day date not null,
  -- Lines of the file that are behind us, the header not counted.
  rows_done    bigint not null default 0,
  rows_new     bigint not null default 0,
  duplicates   bigint not null default 0,
  conflicting  bigint not null default 0,
  rejected     bigint not null default 0,
  started_at   timestamptz not null default now(),
  finished_at  timestamptz,
  primary key (tenant_id, import_id),
  constraint import_kind_is_known check (kind in ('leads', 'events', 'deals', 'spend', 'signals')),
  constraint import_state_is_known check (state in ('running', 'done', 'reverted'))
);

create table core.reject (
  tenant_id   bigint not null,
  import_id   integer not null,
  line        bigint not null,
  column_name text,
  reason      text not null,
  detail      text not null,
  row_text    text not null,
  primary key (tenant_id, import_id, line)
);

-- One leads row, or one identify call. Times stand as they were written: a row without an
-- offset is read anew when the tenant's zone changes.
create table core.record (
  tenant_id    bigint not null,
  arrival      bigint not null,
  keyring_id   bigint not null,
  import_id    integer,
  source       text not null,
  received_day date not null,
  -- Creation, else update, else receipt, as read on arrival: when its keys were seen together.
  sighted_at   timestamptz not null,
  created_at   text,
  updated_at   text,
  account_id   bigint,
  stage        text,
  -- {"mql": "2026-03-01", …}: the dated columns.
  stage_dates  jsonb,
  channel      text,
  attributes   jsonb not null default '{}',
  primary key (tenant_id, arrival),
  constraint record_source_is_known check (source in ('file', 'api'))
);
create index record_by_keyring on core.record (tenant_id, keyring_id);

create table core.account (
  tenant_id  bigint not null,
  account_id bigint not null,
  key        text not null,
  primary key (tenant_id, account_id),
  constraint account_once unique (tenant_id, key)
);

create table core.account_record (
  tenant_id    bigint not null,
  account_id   bigint not null,
  arrival      bigint not null,
  import_id    integer,
  source       text not null,
  received_day date not null,
  updated_at   text,
  attributes   jsonb not null,
  primary key (tenant_id, account_id, arrival),
  constraint account_record_source_is_known check (source in ('file', 'api'))
);

-- Not partitioned by time: the key that makes an event one event is (tenant, message), and a
-- partitioned table could not enforce it. No foreign key to keyring: checking it would cost
-- more than the insert, and the fold inserts only what it has just resolved.
create table core.event (
  tenant_id   bigint not null,
  -- 128 bits of SHA-256 over the sender's message id, or over the row itself.
  message     uuid not null,
  keyring_id  bigint not null,
  arrival     bigint not null,
  -- Read in the zone that held on arrival; where local_at stands, that one is the truth.
  occurred_at timestamptz not null,
  local_at    timestamp,
  whole_day   boolean not null default false,
  import_id   integer,
  type        text not null,
  channel     text,
  message_id  text,
  properties  jsonb,
  primary key (tenant_id, message)
);
create index event_by_keyring on core.event (tenant_id, keyring_id);

-- Every row ever given for a deal; `core.deal` has the state that follows from them.
create table core.deal_row (
  tenant_id    bigint not null,
  deal_id      text not null,
  arrival      bigint not null,
  keyring_id   bigint not null,
  import_id    integer,
  status       text not null,
  created_at   text,
  closed_at    text,
  updated_at   text,
  amount_minor bigint,
  currency     text,
  primary key (tenant_id, deal_id, arrival),
  constraint deal_row_status_is_known check (status in ('open', 'won', 'lost'))
);
create index deal_row_by_keyring on core.deal_row (tenant_id, keyring_id);

-- Names the tenant's data has used: attributes and event types, for "did you mean".
create table core.vocabulary (
  tenant_id bigint not null,
  kind      text not null,
  name      text not null,
  primary key (tenant_id, kind, name),
  constraint vocabulary_kind_is_known check (kind in ('lead', 'account', 'event'))
);

create table core.definition (
  tenant_id  bigint not null,
  version    integer not null,
  name       text not null,
  basis      text not null,
  source     text not null,
  warnings   text[] not null default '{}',
  created_at timestamptz not null default now(),
  primary key (tenant_id, version),
  constraint definition_basis_is_known check (basis in ('stock', 'flow'))
);

reset role;
