// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  /// The files of `SQL/Bench/`, in the order of their names.
  public static let bench: [SQLFile] = [
    SQLFile(
      name: "empty", sha256: "644f6345889c965603bdd3297e1cb7283333e49eee2b50e5cf63323c4debd891",
      text: #"""
-- Between two runs: what a tenant's import and rebuild have filled is empty again, without rows
-- that are dead and without pages that are already there.
truncate core.event, core.keyring, core.identity, core.lead, core.record, core.account, core.dirty, core.import, core.reject,
  core.vocabulary, core.head, core.qualification, core.profile, core.momentum, core.account_momentum, core.watch, core.day_count,
  core.generation

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
      name: "rebuild-differences", sha256: "97b1676f9b8ec33b02906cc9c8d6a8c18ce164d2fa247561b0f4b113389f17f3",
      text: #"""
-- How many leads there are, and of how many a peer makes another qualification, or another momentum, than the live
-- generations have.
with live as (
  select h.tenant_id, h.live_generation as generation from core.head h where h.live_generation is not null
),
qualification as (
  select q.* from core.qualification q join live using (tenant_id, generation)
),
momentum as (
  select m.* from core.momentum m join live using (tenant_id, generation)
)
select (select count(*) from qualification),
       (select count(*)
        from qualification q
        full join peer.qualification p using (tenant_id, lead_id)
        where (q.created_day, q.channel, q.qualified, q.exits, q.passed_on)
                is distinct from (p.created_day, p.channel, p.qualified, p.exits, p.passed_on)),
       (select count(*)
        from momentum m
        full join peer.momentum p using (tenant_id, lead_id)
        where (m.days, m.velocity, m.frequency, m.content, m.gain, m.state)
                is distinct from (p.days, p.velocity, p.frequency, p.content, p.gain, p.state))

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
      name: "refresh-change", sha256: "6b74be51093cabcfd7e553385b25fbf627a0bf01257cc6b5aceb37d72f7f4c8d",
      text: #"""
-- An event of each of these leads that was not there before, and the mark that it leaves, as a fold leaves both.
with changed as (
  select c.tenant_id, c.lead_id, k.keyring_id,
         h.next_arrival + row_number() over (partition by c.tenant_id order by c.lead_id) - 1 as arrival
  from {changed} c
  join core.head h on h.tenant_id = c.tenant_id
  cross join lateral (
    select k.keyring_id from core.keyring k
    where k.tenant_id = c.tenant_id and k.lead_id = c.lead_id order by k.keyring_id limit 1
  ) as k
),
counted as (
  update core.head h set next_arrival = n.last + 1
  from (select tenant_id, max(arrival) as last from changed group by tenant_id) as n
  where h.tenant_id = n.tenant_id
),
logged as (
  insert into core.event (tenant_id, message, keyring_id, arrival, occurred_at, type, properties)
  select tenant_id, gen_random_uuid(), keyring_id, arrival, now(), 'page_view', '{"path": "/pricing/teams", "seconds": 48}'
  from changed
)
insert into core.dirty (tenant_id, unit, id, token)
select tenant_id, 'lead', lead_id, arrival from changed

"""#),
    SQLFile(
      name: "refresh-leads", sha256: "f675e2f30339d9035b8b280a023f9f34927443e24d0d86f78c74dfb2aa95842d",
      text: #"""
-- Which leads change: any, or of one client those with most events, or others with so many times fewer.
create schema if not exists bench;
create or replace function bench.choose_leads(wanted integer) returns table (tenant_id bigint, lead_id bigint)
language sql as $$
  select q.tenant_id, q.lead_id
  from core.head h
  join core.qualification q on q.tenant_id = h.tenant_id and q.generation = h.live_generation
  -- In an order that has nothing to do with who they are, and is the same each time.
  order by md5(q.tenant_id % 1000003 || '-' || q.lead_id), 1, 2
  limit wanted
$$;
create or replace function bench.choose_busy(tenant bigint, wanted integer, fewer integer)
returns table (tenant_id bigint, lead_id bigint, events bigint)
language sql as $$
  with lead as (
    select k.lead_id, count(*) as events
    from core.keyring k
    join core.event e on e.tenant_id = k.tenant_id and e.keyring_id = k.keyring_id
    where k.tenant_id = tenant
    group by k.lead_id
  ),
  busiest as (select * from lead order by events desc, lead_id limit wanted),
  target as (select avg(events) / fewer as events from busiest)
  select tenant, l.lead_id, l.events
  from lead l cross join target t
  where fewer = 1 and exists (select from busiest b where b.lead_id = l.lead_id)
     or fewer > 1 and not exists (select from busiest b where b.lead_id = l.lead_id)
  order by abs(l.events - t.events), l.lead_id
  limit wanted
$$;

"""#),
    SQLFile(
      name: "server-effort", sha256: "c2ace7e959fdcddefb01dd2ec5ae263d029fbfb8b296b90e8c04517b8612cd41",
      text: #"""
-- Ticks of cores that the server's processes have had: those that run, and in their parent's account those that have ended.
with process as (
  select pid from pg_stat_activity
  union
  select split_part(pg_read_file('postmaster.pid'), e'\n', 1)::int
)
select sum(word[12]::bigint + word[13]::bigint + word[14]::bigint + word[15]::bigint)
from process
cross join lateral (select pg_read_file('/proc/' || pid || '/stat', 0, 4096, true) as line) as stat
-- The name of the program, in brackets, may have blanks of its own.
cross join lateral (select string_to_array(substring(line from '.*\) (.*)'), ' ') as word) as words
where line is not null

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
