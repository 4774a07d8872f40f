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
