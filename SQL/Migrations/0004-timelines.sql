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
