-- The plain table that takes the events file as it is: its columns, and as many index entries of
-- the same kind as core.event has. A random key of 16 bytes stands for the message's digest, and
-- costs nothing to work out; the external id stands for the keyring.
create schema if not exists bench;
create table bench.file_event (
  external_id text, email text, type text not null, occurred_at timestamptz not null, message_id text, channel text,
  path text, referrer text, campaign text, asset text, button text, seconds text, amount text, plan text, subject text,
  "to" text,
  tenant_id bigint not null default 1,
  message uuid not null default gen_random_uuid(),
  primary key (tenant_id, message)
);
create index file_event_by_keyring on bench.file_event (tenant_id, external_id);
