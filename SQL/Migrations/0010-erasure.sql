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
