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
