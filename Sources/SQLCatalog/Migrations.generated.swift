// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  /// The files of `SQL/Migrations/`, in the order of their names.
  public static let migrations: [SQLFile] = [
    SQLFile(
      name: "0001-schemas", sha256: "dbebb41d438d3d581c68f161d34f4f69b1c76ea448c0091c2e0c10c55c2a8dd9",
      text: #"""
-- The schemas, and what nobody gets by default.
revoke all on schema public from public;

create schema guard authorization headway_guard;
create schema core authorization headway_owner;
create schema metric authorization headway_owner;
create schema report authorization headway_report;
create schema agency authorization headway_agency_report;

grant usage on schema guard to headway_owner, headway_provisioner, headway_service, headway_reader,
  headway_agency, headway_report, headway_agency_report;
grant usage on schema core to headway_service, headway_report, headway_agency_report;
grant usage on schema metric to headway_service, headway_reader, headway_agency, headway_report, headway_agency_report;
grant usage on schema report to headway_reader, headway_service;
grant usage on schema agency to headway_agency;

alter default privileges revoke execute on functions from public;
alter default privileges for role headway_owner, headway_guard, headway_provisioner, headway_report, headway_agency_report
  revoke execute on functions from public;

-- Nobody who can type SQL runs code of their own: no DO blocks, no functions.
revoke usage on language plpgsql from public;
revoke usage on language sql from public;
grant usage on language plpgsql, sql to headway_owner, headway_guard, headway_provisioner, headway_report,
  headway_agency_report;

-- What has been applied to this database, and from which text.
set role headway_owner;
create table core.migration (
  name       text primary key,
  checksum   text not null,
  applied_at timestamptz not null default clock_timestamp()
);
grant select on core.migration to headway_service;
reset role;

"""#),
    SQLFile(
      name: "0002-identity-map", sha256: "7aae25926705ca0f6f9f11c528588a75ac1000f4a29786b01867fcd25b9ec470",
      text: #"""
-- Who is who: tenants and the logins that speak for them. Nobody reads or writes these
-- tables but the functions of schema guard; a client's login is recognised by name *and*
-- oid, so that neither a rename nor a drop-and-recreate inherits a tenant.
set role headway_guard;

create table guard.tenant (
  -- Random, 1 … 2^53−1: says nothing about the agency's size, and survives JSON.
  tenant_id   bigint primary key,
  slug        text not null unique,
  name        text not null,
  timezone    text not null,
  currency    text not null default 'USD',
  -- Annual recurring revenue in minor units; NULL: no target is shown.
  arr_minor   bigint,
  identities  text[] not null default '{external_id,email,linkedin,anonymous_id}',
  -- Meetings per month the agency has promised.
  commitment  integer,
  state       text not null default 'active',
  created_at  timestamptz not null default now(),
  constraint tenant_id_survives_json check (tenant_id between 1 and 9007199254740991),
  constraint tenant_slug_is_lower_case_words check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  constraint tenant_name_is_not_empty check (btrim(name) <> ''),
  constraint tenant_currency_is_a_code check (currency ~ '^[A-Z]{3}$'),
  constraint tenant_arr_is_not_negative check (arr_minor >= 0),
  constraint tenant_commitment_is_not_negative check (commitment >= 0),
  constraint tenant_identities_are_known check (
    cardinality(identities) > 0
    and identities <@ '{external_id,email,linkedin,anonymous_id,phone}'::text[]),
  constraint tenant_state_is_known check (state in ('active', 'suspended', 'deleting'))
);

create table guard.login (
  role_name   name primary key,
  role_oid    oid not null unique,
  kind        text not null,
  tenant_id   bigint references guard.tenant,
  label       text not null default '',
  created_at  timestamptz not null default now(),
  valid_until timestamptz,
  constraint login_kind_is_known check (kind in ('service', 'cli', 'reader', 'agency')),
  constraint login_of_a_reader_has_a_tenant check ((kind = 'reader') = (tenant_id is not null))
);
create index login_by_tenant on guard.login (tenant_id);

reset role;

"""#),
    SQLFile(
      name: "0003-log", sha256: "bdb0f75ed98a67a375c6d8b781360912806e94cc4b4ecca3ee4c2d397de05d54",
      text: #"""
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

"""#),
    SQLFile(
      name: "0004-timelines", sha256: "598ad89ba30f56ffbc4ba1b1100a12b810a4947d055a2dbbe005bd9d50b01f29",
      text: #"""
-- What follows from the log, and can be dropped and rebuilt at any time: leads, timelines,
-- counts. Everything hangs on a generation, so that a new definition or zone is built beside
-- the running figures and switched in by one UPDATE.
set role headway_owner;

create table core.generation (
  tenant_id  bigint not null,
  generation integer not null,
  definition integer not null,
  zone       text not null,
  state      text not null default 'building',
  created_at timestamptz not null default now(),
  primary key (tenant_id, generation),
  constraint generation_has_a_definition foreign key (tenant_id, definition) references core.definition,
  constraint generation_state_is_known check (state in ('building', 'ready', 'retired'))
);

-- A lead id that was given out resolves for ever: to itself, or to the lead it was merged into.
create table core.lead (
  tenant_id   bigint not null,
  lead_id     bigint not null,
  merged_into bigint,
  primary key (tenant_id, lead_id)
);

create table core.deal (
  tenant_id    bigint not null,
  deal_id      text not null,
  keyring_id   bigint not null,
  arrival      bigint not null,
  status       text not null,
  created_at   text,
  closed_at    text,
  updated_at   text,
  amount_minor bigint,
  currency     text,
  primary key (tenant_id, deal_id)
);
create index deal_by_keyring on core.deal (tenant_id, keyring_id);

-- What is known of a lead at the end of its facts.
create table core.profile (
  tenant_id   bigint not null,
  generation  integer not null,
  lead_id     bigint not null,
  account_id  bigint,
  stage       text not null,
  external_id text,
  email       text,
  name        text,
  title       text,
  attributes  jsonb not null,
  primary key (tenant_id, generation, lead_id)
);
create index profile_by_account on core.profile (tenant_id, generation, account_id);

-- A lead's qualification timeline, in one row: qualified on day D is `qualified @> D`.
create table core.qualification (
  tenant_id   bigint not null,
  generation  integer not null,
  lead_id     bigint not null,
  created_day date not null,
  -- The channel the lead is counted under in core.day_count.
  channel     text not null,
  qualified   datemultirange not null,
  -- The reason each span of `qualified` ends for, in its order; an open span has none.
  exits       text[] not null default '{}',
  -- A customer who was certainly qualified, for no whole day (metrics, section 3).
  passed_on   date,
  primary key (tenant_id, generation, lead_id)
);

-- The sum of all timelines as changes per day: a month's waterfall is a sum over this small
-- table, never over leads. Days ahead of today are known too (a decay date), so readers cut at today.
create table core.day_count (
  tenant_id           bigint not null,
  generation          integer not null,
  day                 date not null,
  channel             text not null,
  created             integer not null default 0,
  entered             integer not null default 0,
  exited_converted    integer not null default 0,
  exited_disqualified integer not null default 0,
  exited_decayed      integer not null default 0,
  exited_criteria     integer not null default 0,
  passed_through      integer not null default 0,
  primary key (tenant_id, generation, day, channel)
);

-- Whose timeline is older than the log. A refresh deletes a mark only under the token it has
-- read, so an event that commits between its read and its write is never missed.
create table core.dirty (
  tenant_id bigint not null,
  unit      text not null,
  id        bigint not null,
  token     bigint not null,
  primary key (tenant_id, unit, id),
  constraint dirty_unit_is_known check (unit in ('lead', 'account'))
);

-- The run that may write timelines: a refresh, or the building of a generation. It says that it
-- lives by touching the row; one that fell silent is overtaken, and its results are thrown away.
create table core.refresh (
  tenant_id  bigint primary key,
  run        uuid not null,
  touched_at timestamptz not null
);

reset role;

"""#),
    SQLFile(
      name: "0005-momentum", sha256: "d603cacf4ff9e42a4a573eab0e140c01684606d46009ea23d1a8f8e9c0c99918",
      text: #"""
-- Momentum: its models, its timelines, and what is told because of it (Docs/Metrics.md, 6 and 7).
set role headway_owner;

alter table core.head
  add column next_model integer not null default 1,
  add column next_alert bigint not null default 1;

-- The numbers that momentum is made of, as the tenant wrote them. Version 0 is the default
-- model, which has no row.
create table core.model (
  tenant_id  bigint not null,
  version    integer not null,
  source     text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, version)
);

alter table core.generation
  add column model integer not null default 0,
  -- The least momentum of cooling, neutral, warming and hot.
  add column tiers integer[] not null default '{-10,-4,10,20}';

-- What a lead makes of its momentum by itself, on every day from its first engagement on: what
-- holds on day D stands at `width_bucket(D, days)`. Stakeholders are the account's.
create table core.momentum (
  tenant_id  bigint not null,
  generation integer not null,
  lead_id    bigint not null,
  days       date[] not null,
  velocity   smallint[] not null,
  frequency  smallint[] not null,
  content    smallint[] not null,
  -- In quarters of a point.
  gain       integer[] not null,
  -- 1: engaged in the stakeholders' recent window; 2: in the one before; 4: accelerating; 8: decelerating.
  state      smallint[] not null,
  -- The first and the last engagement, and our last outbound touch, of each day that has any.
  engaged_first timestamptz[] not null,
  engaged_last  timestamptz[] not null,
  touched    timestamptz[] not null,
  -- Since when the lead must not be written to: it unsubscribed, complained, or could not be reached.
  unreachable_at timestamptz,
  -- The sum of points since each of the days that gave any.
  score_days date[] not null,
  scores     integer[] not null,
  primary key (tenant_id, generation, lead_id)
);

-- The lifecycle stage from each day on.
alter table core.profile
  add column stage_days date[] not null default '{}',
  add column stages text[] not null default '{}';

-- The stakeholders of an account, and what they and its leads make of it.
create table core.account_momentum (
  tenant_id    bigint not null,
  generation   integer not null,
  account_id   bigint not null,
  days         date[] not null,
  stakeholders integer[] not null,
  before       integer[] not null,
  -- What the two are worth to each lead that is one of them.
  points       smallint[] not null,
  momentum     integer[] not null,
  surging      boolean[] not null,
  primary key (tenant_id, generation, account_id)
);

-- News about a company from elsewhere.
create table core.signal (
  tenant_id   bigint not null,
  message     uuid not null,
  account_id  bigint not null,
  arrival     bigint not null,
  -- As it was written: without an offset it is read in the tenant's zone.
  occurred_at text not null,
  import_id   integer,
  type        text not null,
  properties  jsonb not null default '{}',
  primary key (tenant_id, message)
);
create index signal_by_account on core.signal (tenant_id, account_id);

-- The next day on which something about a lead or an account has to be told though nothing
-- happens. At a tenant's midnight only due rows are looked at.
create table core.watch (
  tenant_id bigint not null,
  unit      text not null,
  id        bigint not null,
  due_day   date not null,
  primary key (tenant_id, unit, id),
  constraint watch_unit_is_known check (unit in ('lead', 'account'))
);
create index watch_by_day on core.watch (tenant_id, due_day);

-- What was told, or would have been had there been anybody to tell. `firing` names the occasion:
-- a second look at the same occasion finds its row, and nothing is told twice.
create table core.alert (
  tenant_id   bigint not null,
  alert_id    bigint not null,
  firing      text not null,
  kind        text not null,
  lead_id     bigint,
  account_id  bigint,
  day         date not null,
  fired_at    timestamptz not null default clock_timestamp(),
  -- Who, why, and what to do about it.
  headline    text not null,
  reason      text not null,
  action      text not null,
  due_by      timestamptz,
  momentum    integer,
  tier        text,
  assigned_to text,
  primary key (tenant_id, alert_id),
  constraint alert_once unique (tenant_id, firing),
  constraint alert_kind_is_known check (kind in ('hot', 'momentum_jump', 'stakeholders_joined', 'rewarmed', 'signal',
    'digest', 'test'))
);
create index alert_by_lead on core.alert (tenant_id, lead_id);

-- The people who call, in the order of their turns.
create table core.sdr (
  tenant_id   bigint not null,
  name        text not null,
  email       text,
  paused      boolean not null default false,
  -- The turn that was last theirs.
  last_turn   bigint not null default 0,
  primary key (tenant_id, name)
);

create table core.assignment (
  tenant_id   bigint not null,
  lead_id     bigint not null,
  sdr         text not null,
  assigned_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, lead_id)
);

create table core.tag (
  tenant_id bigint not null,
  lead_id   bigint not null,
  tag       text not null,
  since     timestamptz not null default clock_timestamp(),
  primary key (tenant_id, lead_id, tag)
);

-- What happens by itself; a workflow without a row is off.
create table core.workflow (
  tenant_id bigint not null,
  name      text not null,
  primary key (tenant_id, name),
  constraint workflow_is_known check (name in ('hot', 're_engagement', 'promotion'))
);

reset role;

"""#),
    SQLFile(
      name: "0006-delivery", sha256: "9c99153d0eb76110de23c6772b0e216092f89f1388238e61ce094d8e2d6cd74b",
      text: #"""
-- Delivery: where alerts go, and what is on its way there (Docs/Alerts.md).
set role headway_owner;

create table core.sink (
  tenant_id  bigint not null,
  name       text not null,
  kind       text not null,
  -- Where to, and with which secrets, by kind. For the workers alone: no view shows it.
  settings   jsonb not null,
  -- The kinds of alert that it wants; none: all.
  kinds      text[] not null default '{}',
  -- Failures since the last success, and until when it rests because of them.
  failures   integer not null default 0,
  open_until timestamptz,
  -- Why nothing is sent there any more, until it is set anew.
  disabled   text,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, name),
  constraint sink_kind_is_known check (kind in ('slack', 'email', 'webhook'))
);

-- One alert for one sink. Kept when it is delivered, so that a report can say so. A sink has no
-- foreign key here: it may be taken away while the messages that it had are still to be seen.
create table core.outbox (
  tenant_id    bigint not null,
  -- The same at every attempt: by it a receiver knows a message that it has already.
  message_id   text not null,
  alert_id     bigint not null,
  sink         text not null,
  state        text not null default 'pending',
  -- Counted before each attempt is made.
  attempts     integer not null default 0,
  next_at      timestamptz not null default clock_timestamp(),
  leased_until timestamptz,
  last_error   text,
  created_at   timestamptz not null default clock_timestamp(),
  delivered_at timestamptz,
  primary key (tenant_id, message_id),
  constraint message_once unique (tenant_id, alert_id, sink),
  constraint message_is_of_an_alert foreign key (tenant_id, alert_id) references core.alert,
  constraint message_state_is_known check (state in ('pending', 'delivered', 'dead'))
);
-- Small, whatever was delivered in all the years: a worker looks here every second.
create index outbox_due on core.outbox (tenant_id, sink, next_at) where state = 'pending';

reset role;

"""#),
    SQLFile(
      name: "0007-lookups", sha256: "c8356eaae0dce53295ad61d669933ded540dab0ebb947b0b17d78febf587c555",
      text: #"""
-- Indexes that a look-up of one lead or account can only find, never mistake (Docs/Decisions/0011).
set role headway_owner;

-- Partial, so that it is no choice for a look-up by lead: to a planner that takes a client for new,
-- going through all of its profiles costs the same as finding one.
drop index core.profile_by_account;
create index profile_by_account on core.profile (tenant_id, generation, account_id) where account_id is not null;

-- Whether an account was told of lately.
create index alert_by_account on core.alert (tenant_id, account_id, day) where kind = 'stakeholders_joined';

reset role;

"""#),
    SQLFile(
      name: "0008-work", sha256: "7d9c7cafd21b163432d2ff7d931f7e22cf430ba424a751115a661018db471347",
      text: #"""
-- The work to be done, of all tenants: jobs, what became of those that failed, and when new ones come
-- (Docs/Jobs.md). Rows of tenants like all others, under forced policies; what hands them out to workers
-- are the functions of this schema, which belong to headway_dispatch.
create schema work authorization headway_owner;
grant usage on schema work to headway_service, headway_dispatch;
grant usage on schema core, guard to headway_dispatch;

alter default privileges for role headway_dispatch revoke execute on functions from public;
grant usage on language plpgsql, sql to headway_dispatch;

set role headway_owner;

-- What waits or runs; a job that is done leaves at once, one that failed for good goes to dead_job.
create table work.job (
  tenant_id    bigint not null,
  job_id       bigint generated always as identity,
  -- Which of a worker's places it takes: one that computes, or one that waits for somebody's server.
  lane         text not null,
  kind         text not null,
  -- What it is about: a sink, a month. Of one tenant, kind and subject one waits and one runs, at most.
  subject      text not null default '',
  state        text not null default 'waiting',
  run_at       timestamptz not null,
  -- How often it was begun: the fencing token. Whoever holds a lower number holds nothing.
  starts       bigint not null default 0,
  -- Attempts that failed, and those whose worker was not heard of again.
  attempts     integer not null default 0,
  crashes      integer not null default 0,
  leased_until timestamptz,
  worker       text,
  last_error   text,
  created_at   timestamptz not null,
  primary key (tenant_id, job_id),
  constraint job_lane_is_known check (lane in ('compute', 'send')),
  constraint job_state_is_known check (state in ('waiting', 'running')),
  constraint job_that_runs_has_a_lease check ((state = 'running') = (leased_until is not null))
) with (
  -- Small and always changing: looked after by the number of dead rows, never by a share of the table.
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 10000
);
create unique index job_waits_once on work.job (tenant_id, kind, subject) where state = 'waiting';
create unique index job_runs_once on work.job (tenant_id, kind, subject) where state = 'running';
create index job_due on work.job (lane, tenant_id, run_at, job_id) where state = 'waiting';
-- These two say the same of a job in other words, so that nobody who asks for a tenant's jobs is ever led along them:
-- planned while nothing runs, counting what a tenant has running went through all that run.
create index job_by_time on work.job (lane, run_at) where leased_until is null;
create index job_leased on work.job (lane, leased_until) where leased_until is not null;

-- Given up: it failed too often, or took its worker down. Seen for 30 days, and can be tried again.
create table work.dead_job (
  tenant_id  bigint not null,
  job_id     bigint not null,
  lane       text not null,
  kind       text not null,
  subject    text not null,
  reason     text not null,
  starts     bigint not null,
  attempts   integer not null,
  crashes    integer not null,
  last_error text,
  created_at timestamptz not null,
  died_at    timestamptz not null,
  primary key (tenant_id, job_id),
  constraint dead_job_reason_is_known check (reason in ('failed', 'crashed'))
);

-- When a tenant's own hour differs from everybody's.
create table work.schedule (
  tenant_id  bigint not null,
  kind       text not null,
  cron       text not null,
  zone       text not null,
  -- What becomes of the times that passed while no worker ran: the last is made up for, none, or all.
  catch_up   text not null default 'latest',
  next_at    timestamptz,
  last_at    timestamptz,
  primary key (tenant_id, kind),
  constraint schedule_catch_up_is_known check (catch_up in ('latest', 'skip', 'all'))
);
create index schedule_due on work.schedule (next_at);

-- Everybody else's: one row for a time zone, however many tenants live in it. Nobody's rows, so no
-- policy; the functions of this schema alone read and write it.
create table work.zone_schedule (
  kind     text not null,
  zone     text not null,
  cron     text not null,
  catch_up text not null default 'latest',
  next_at  timestamptz,
  last_at  timestamptz,
  primary key (kind, zone),
  constraint zone_schedule_catch_up_is_known check (catch_up in ('latest', 'skip', 'all'))
);
grant select, insert, update, delete on work.zone_schedule to headway_dispatch;

-- What is due on a day, of all tenants, is one look: most days of most tenants have nothing.
create index watch_due on core.watch (due_day);

reset role;

"""#),
    SQLFile(
      name: "0009-publications", sha256: "d6f9b7f1204744a95d74ecdd94b663e362e7ff75a27f33d1f5bf0eba57ec3270",
      text: #"""
-- What was published: a month's figures as they were told, whatever the log has said since
-- (Docs/Metrics.md, section 4; Docs/Decisions/0021).
set role headway_owner;

create table core.publication (
  tenant_id           bigint not null,
  period_start        date not null,
  -- 1 for the first; who publishes a month again makes the next one, and the earlier one stays.
  revision            integer not null,
  published_at        timestamptz not null default clock_timestamp(),
  -- Why it was published again.
  reason              text,
  definition          integer not null,
  zone                text not null,
  -- The first arrival that these figures have not seen.
  next_arrival        bigint not null,
  basis               text not null,
  status_reason       text,
  opening             integer not null,
  entered             integer not null,
  exited_converted    integer not null,
  exited_disqualified integer not null,
  exited_decayed      integer not null,
  exited_criteria     integer not null,
  passed_through      integer not null,
  closing             integer not null,
  created             integer not null,
  -- What the flow rate compared with: entered in the month before; NULL in the first.
  entered_before      integer,
  lvr_stock           numeric,
  lvr_flow            numeric,
  lvr                 numeric,
  lvr_low             numeric,
  lvr_high            numeric,
  significant         boolean,
  low_base            boolean,
  band                text,
  target_low          numeric,
  target_high         numeric,
  vs_target           text,
  total_lvr           numeric,
  primary key (tenant_id, period_start, revision),
  constraint publication_is_of_a_month check (date_trunc('month', period_start::timestamp) = period_start),
  constraint publication_again_has_a_reason check (revision = 1 or reason is not null),
  constraint publication_basis_is_known check (basis in ('stock', 'flow')),
  constraint publication_has_a_definition foreign key (tenant_id, definition) references core.definition
);

-- Which leads had the same part in a published month, as a row: a month of 80,000 leads is some
-- twenty rows. A lead that was open at no end of a day of it and did not pass through is in none.
create table core.published_part (
  tenant_id           bigint not null,
  period_start        date not null,
  revision            integer not null,
  part                integer not null,
  opening             integer not null,
  entered             integer not null,
  exited_converted    integer not null,
  exited_disqualified integer not null,
  exited_decayed      integer not null,
  exited_criteria     integer not null,
  passed_through      integer not null,
  leads               bigint[] not null,
  primary key (tenant_id, period_start, revision, part),
  constraint part_is_of_a_publication foreign key (tenant_id, period_start, revision) references core.publication
);

-- How much was told lately, without a look at what (agency.portfolio).
create index alert_by_day on core.alert (tenant_id, day, kind);

reset role;

"""#),
    SQLFile(
      name: "0010-erasure", sha256: "45847277fb7c662267bb58b58ed6a2f79a04dfb3093aadaa43f9f215f2b7e385",
      text: #"""
-- People who were erased, tenants that are being restored, and how long figures have been behind
-- (Docs/Decisions/0025, 0026).
set role headway_owner;

-- With it the keys of erased people are hashed; a tenant's first erasure makes it.
alter table core.head add column erasure_key bytea;

-- What is left of a lead whose person was erased: the days that it counts on. A fact of the log, for
-- nothing is left that it could be computed from.
create table core.erased (
  tenant_id   bigint not null,
  lead_id     bigint not null,
  erased_at   timestamptz not null default clock_timestamp(),
  -- The version under which it was computed; NULL where nothing ever was, and nothing counts.
  definition  integer,
  created_day date,
  channel     text,
  qualified   datemultirange,
  exits       text[],
  passed_on   date,
  primary key (tenant_id, lead_id),
  constraint erased_counts_whole_or_not_at_all check (
    num_nulls(definition, created_day, channel, qualified, exits) in (0, 5))
);

-- The keys that name somebody who was erased: HMAC-SHA256 under head.erasure_key, the first 128 bits.
-- Not whose: nobody needs to know.
create table core.erased_key (
  tenant_id bigint not null,
  digest    uuid not null,
  primary key (tenant_id, digest)
);

-- Since when the figures have been behind: of several changes the first.
alter table core.dirty add column since timestamptz not null default now();

reset role;

set role headway_guard;
-- 'restoring': nobody but `headway tenant restore` gets in, until all of it is there.
alter table guard.tenant
  drop constraint tenant_state_is_known,
  add constraint tenant_state_is_known check (state in ('active', 'suspended', 'deleting', 'restoring'));
reset role;

"""#),
    SQLFile(
      name: "0011-content-depths", sha256: "0222eddd1c3bf460fb923125debb931a48e69f7c86c009f77ca8fb1c69c8dea6",
      text: #"""
-- How fast leads go deeper, and by what they are told apart (Docs/Metrics.md, 6, "dashboard metrics").
set role headway_owner;

-- The first days of engagement with content of depth 1 to 4; null for a depth that never came.
alter table core.momentum add column depth_days date[] not null default '{}';

-- The latest value of every attribute of the lead's company.
alter table core.profile add column account_attributes jsonb not null default '{}';

reset role;

"""#),
    SQLFile(
      name: "0012-lean-claims", sha256: "6c903d9722416fa77b56ef79b5345ccf6f9dd2de6043140d690cc0051c2f8dfe",
      text: #"""
-- What a claim writes is a new row version and its entries in the indexes over jobs that run. There were three of
-- those, half of what a claim cost; one is enough (Docs/Decisions/0015).
set role headway_owner;

-- A job that runs is found by its tenant, among the few that run of it, and so is one by its kind and subject. One that
-- waits is looked for by number by an operator alone.
alter table work.job drop constraint job_pkey;

-- Which leases are over is looked for once a second and worker, not with every claim: along job_runs_once.
drop index work.job_leased;

-- The tenant first: it tells entries apart at the first comparison, and a lane is text.
drop index work.job_due;
create index job_due on work.job (tenant_id, lane, run_at, job_id) where state = 'waiting';

-- A job is changed once and leaves: its second version finds its place beside the first, and workers that claim at the same time do
-- not wait for each other to lengthen the table.
alter table work.job set (fillfactor = 50);

reset role;

"""#),
    SQLFile(
      name: "0014-erasure-lookups", sha256: "51fa771ba015f0660a046e10d898321bafc2a25c86ef1879bd0eb5634cc33cb0",
      text: #"""
-- What an erasure asks about a company: who else names it, and what was told of it (Docs/Decisions/0011, 0025).
set role headway_owner;

-- Partial, so that they are no choice for a look-up by anything else, and cost nothing for facts without a company:
-- events of anonymous visitors, rows without a domain.
create index keyring_by_account on core.keyring (tenant_id, account_id) where account_id is not null;
create index record_by_account on core.record (tenant_id, account_id) where account_id is not null;
create index alert_of_account on core.alert (tenant_id, account_id) where account_id is not null;

reset role;

"""#),
    SQLFile(
      name: "0015-access", sha256: "42689afa7fad4a47fe48dc2ce82a7e777256581e08c79797c69da5f67bfd83da",
      text: #"""
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

"""#),
    SQLFile(
      name: "0017-inbox", sha256: "bba8621f0215b66fe7734adcb25bd4d53ce7eb0324672844573bc78c1ea99a36",
      text: #"""
-- What came over HTTP: stored before it is answered, folded into the log after (Docs/Intake.md, Docs/Decisions/0020).
set role headway_owner;

-- Messages that were answered with 200 and are not in the log yet. In no order but the key's: the log's
-- order is that of what the messages say, and a second index would cost every one of them.
create table work.inbox (
  tenant_id   bigint not null,
  -- 128 bits of SHA-256 over the sender's message id, as core.event has it.
  message     uuid not null,
  -- Which call it is, and in whose words: 'track', 'identify', …, 'posthog'.
  form        text not null,
  received_at timestamptz not null,
  -- The sender's clock when the batch was sent, where it says so.
  sent_at     timestamptz,
  -- As it came: JSON, or what some SDKs take for it.
  body        bytea not null,
  primary key (tenant_id, message)
) with (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0,
  autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000
);

-- The calls that are no events, by their messages: each is folded once, as an event is.
create table core.call (
  tenant_id bigint not null,
  message   uuid not null,
  primary key (tenant_id, message)
);

-- Messages that were not taken, and why. Kept for a while, so that somebody can mend the sender.
create table core.refusal (
  tenant_id   bigint not null,
  message     uuid not null,
  received_at timestamptz not null,
  reason      text not null,
  detail      text not null,
  body        bytea not null,
  primary key (tenant_id, message)
);

reset role;

"""#),
    SQLFile(
      name: "0018-hands", sha256: "1fb1d6b98e04bd48ee2e72d753448ee25c2eb9fc26d62df73cbf7f696f37d515",
      text: #"""
-- What waits and what runs in tables of their own: a claim moves jobs from one to the other, all that it takes of a tenant as one
-- row (Docs/Decisions/0037).
set role headway_owner;

-- A job while it runs: all that is known of it but its tenant and lane, which are those of the hand.
create type work.held_job as (
  job_id     bigint,
  kind       text,
  subject    text,
  run_at     timestamptz,
  attempts   integer,
  crashes    integer,
  last_error text,
  created_at timestamptz
);

-- What one claim gave a worker of one tenant: a job, or several where it asked for hundreds.
create table work.hand (
  tenant_id    bigint not null,
  -- The fencing token: of two hands that ever held a job the later has the higher. Whoever holds a lower number holds nothing.
  token        bigint not null,
  lane         text not null,
  worker       text not null,
  leased_until timestamptz not null,
  jobs         work.held_job[] not null,
  primary key (tenant_id, token),
  constraint hand_is_not_empty check (cardinality(jobs) > 0)
) with (
  -- A heartbeat writes a second version beside the first, and no index entry. Rows stay whole in their page: they live for moments, and
  -- to compress them costs more than to write them.
  fillfactor = 70, toast_tuple_target = 8160,
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 10000
);
create sequence work.token;
grant usage on sequence work.token to headway_dispatch;

-- What runs while the server is brought up to date stays with its worker, which is of the old version and cannot say that it lives, until its
-- lease is over; then it is anybody's. Under tokens above all that were given out, so that it can neither end it nor give it back.
-- Forced policies bind the owner too; the code that follows forces them again.
alter table work.job no force row level security;
select setval('work.token', coalesce(max(starts), 0) + 1) from work.job;
insert into work.hand (tenant_id, token, lane, worker, leased_until, jobs)
select r.tenant_id, nextval('work.token'), r.lane, coalesce(r.worker, ''), r.leased_until,
       array[row(r.job_id, r.kind, r.subject, r.run_at, r.attempts, r.crashes, r.last_error, r.created_at)::work.held_job]
  from work.job r
 where r.state = 'running';
delete from work.job r where r.state = 'running';

drop index work.job_waits_once, work.job_runs_once, work.job_due, work.job_by_time;
alter table work.job
  drop column state, drop column leased_until, drop column worker, drop column starts;
alter table work.dead_job drop column starts;
create unique index job_waits_once on work.job (tenant_id, kind, subject);
create index job_due on work.job (tenant_id, lane, run_at, job_id);
create index job_by_time on work.job (lane, run_at);

-- Its rows are not changed where they lie any more: they come and leave.
alter table work.job set (fillfactor = 100);

reset role;

"""#),
    SQLFile(
      name: "0019-marks-in-place", sha256: "89a10caca0554267c8c05adb67dd1c0681804f5c5493b6a348dcf122a6aeea33",
      text: #"""
-- A batch of an import gives the marks of the one before a new token. With room on its page the new row takes the place of the
-- old one; without, each is an index entry too.
set role headway_owner;

alter table core.dirty set (fillfactor = 50);

reset role;

"""#),
  ]
}
