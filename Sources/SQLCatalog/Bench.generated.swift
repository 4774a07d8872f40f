// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  /// The files of `SQL/Bench/`, in the order of their names.
  public static let bench: [SQLFile] = [
    SQLFile(
      name: "empty", sha256: "6d6a3ae5fce54111a69a8ac073e7eeb85b91ea94c89a04f9451563df7c2694a7",
      text: #"""
-- Between two runs: what a tenant's import and rebuild have filled is empty again, without rows
-- that are dead and without pages that are already there.
truncate core.event, core.keyring, core.identity, core.lead, core.record, core.account, core.dirty, core.import, core.reject,
  core.vocabulary, core.head, core.qualification, core.profile, core.day_count, core.generation

"""#),
    SQLFile(
      name: "import-limit-of-file", sha256: "cb7d270bfdf8ad80446e106ad88ecb77bc2a245ee0971b1d74aa3d28fe69e665",
      text: #"""
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

"""#),
    SQLFile(
      name: "import-limit-of-log", sha256: "08fd0237ec6a61913feeec1528f99b51336dc548cd72a2f45eb7c09f4ff33642",
      text: #"""
-- The plain table that takes the log's own rows, finished: same columns, same indexes, no policy.
create table bench.log_event (like core.event including defaults including indexes);

"""#),
    SQLFile(
      name: "intake-limit", sha256: "dfa580697e06c540de28781ce2980a11dca1b9a5ad3c351ec7d309e21f3dfafe",
      text: #"""
-- What the inbox is, for rows that come by COPY: nobody asks whether they are known.
create schema if not exists bench;
drop table if exists bench.inbox;
create table bench.inbox (like work.inbox including all);

"""#),
    SQLFile(
      name: "rebuild-floor-events", sha256: "a94105e9a63e35b700e20642f8af0cf9faf8d615967b307677e63258eeb54d38",
      text: #"""
-- The floor's way out: every event of every lead, in the order of leads and of time.
select k.lead_id, e.occurred_at, e.arrival, e.type, e.channel, e.properties
from core.keyring k
join core.event e on e.tenant_id = {tenant} and e.keyring_id = k.keyring_id
where k.tenant_id = {tenant}
order by k.lead_id, e.occurred_at

"""#),
    SQLFile(
      name: "rebuild-floor", sha256: "8531a758cc7557d799652cc1a8983306f798f6855690d584c2d9fff83bffc7d7",
      text: #"""
-- Where the results of a rebuild land in the floor: the same columns and keys, no policy, and a
-- place in front of them that is seen by this session alone.
create schema if not exists bench;
create table bench.qualification (like core.qualification including defaults including indexes);
create table bench.profile (like core.profile including defaults including indexes);
create table bench.momentum (like core.momentum including defaults including indexes);
create table bench.account_momentum (like core.account_momentum including defaults including indexes);

"""#),
    SQLFile(
      name: "wire", sha256: "62b22e1afcd7d6076430b839943b715ed1adef809fe9bccbdb88cb30efd20a4b",
      text: #"""
-- Rows to be decoded: of five numbers, or of three and two strings.
create schema if not exists bench;
drop table if exists bench.wire;
create table bench.wire (
  n bigint not null, small integer not null, ratio double precision not null, is_even boolean not null,
  at timestamptz not null, name text not null, note text not null);
grant usage on schema bench to headway_service;
grant select on bench.wire to headway_service;

"""#),
  ]
}
