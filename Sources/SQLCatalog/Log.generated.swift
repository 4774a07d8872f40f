// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  public enum Log {
    /// One look into the index for each key, whatever the planner thinks of the table: `offset 0` keeps the
    /// look-up from being turned into a join (Docs/Decisions/0011). `= any ($2)` was once a walk over all
    /// rows with the whole list compared at each, 7 µs for every event of a first import.
    public static let accountsByKey = SQLFile(
      name: "log/accounts_by_key", sha256: "afeee37cd5c799d0ad9bb32322bd461624a4bcfbcc6d71e8266614c322075d85",
      text: #"""
-- One look into the index for each key, whatever the planner thinks of the table: `offset 0` keeps the
-- look-up from being turned into a join (Docs/Decisions/0011). `= any ($2)` was once a walk over all
-- rows with the whole list compared at each, 7 µs for every event of a first import.
select wanted.key, a.account_id
from unnest($2::text[]) as wanted (key)
cross join lateral (
  select a.account_id from core.account a where a.tenant_id = $1 and a.key = wanted.key offset 0
) as a

"""#)

    /// The first import with a stage without a date sets history_from, to the first of its days; no
    /// later one moves it.
    public static let advanceHead = SQLFile(
      name: "log/advance_head", sha256: "efbfa19cdf659ff9cc6e070cf4b82fa065c28dde695badce60300092fa0a2026",
      text: #"""
-- The first import with a stage without a date sets history_from, to the first of its days; no
-- later one moves it.
update core.head
set next_arrival = $2, next_keyring = $3, next_lead = $4, next_account = $5, keyring_epoch = $6,
    history_from = case when history_import is null or history_import = $8 then least(history_from, $7) else history_from end,
    history_import = case when $7 is null then history_import else coalesce(history_import, $8) end
where tenant_id = $1

"""#)

    /// Every statement of this folder.
    public static let all: [SQLFile] = [accountsByKey, advanceHead, bans, conflictingEvents, conflictingSignals, dealKeyrings, dealRows, foldEvent, foldEvents, head, insertAccountRecords, insertAccounts, insertBan, insertDealRows, insertIdentities, insertKeyrings, insertRecords, insertSignals, keyrings, keyringsByDigest, keyringsById, keyringsByKey, keyringsOfLeads, knownMessages, leadsOfKeys, learnWords, lockHead, markAccounts, markAllEvents, markFreshEvents, markLeads, markLeadsOfKeyrings, moveKeyrings, openHead, openInbox, putDeals, removeDeals, upsertLeads, widenKeyrings, words]

    public static let bans = SQLFile(
      name: "log/bans", sha256: "d74d28cd919fa1cbafda815f27b2afe36b155df19ea5a0037dd9e3baa620e2fa",
      text: #"""
select key from core.ban where tenant_id = $1

"""#)

    /// Of the batch: messages that are in the log under another body. The first one stands.
    public static let conflictingEvents = SQLFile(
      name: "log/conflicting_events", sha256: "684c2e5b362f3cabdaa348a64c4598b6ed0ab365b91ce66ea972ed2e7b2726c2",
      text: #"""
-- Of the batch: messages that are in the log under another body. The first one stands.
select count(*)
from pg_temp.inbox i
cross join lateral (
  select e.arrival, e.keyring_id, e.type, e.occurred_at, e.channel, e.properties
  from core.event e where e.tenant_id = $1 and e.message = i.message offset 0
) as e
where i.tenant_id = $1 and e.arrival <> i.arrival
  and (e.keyring_id, e.type, e.occurred_at, e.channel, e.properties)
    is distinct from (i.keyring_id, i.type, i.occurred_at, i.channel, nullif(i.properties, '')::jsonb)

"""#)

    /// Of these: signals that are in the log under another body. The first one stands.
    public static let conflictingSignals = SQLFile(
      name: "log/conflicting_signals", sha256: "48ae844e6f55b78b25743cccca66dd12a0427c177b12f643891bfaffc456211f",
      text: #"""
-- Of these: signals that are in the log under another body. The first one stands.
select count(*)
from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[])
  as n (message, account_id, arrival, occurred_at, type, properties)
cross join lateral (
  select s.arrival, s.account_id, s.occurred_at, s.type, s.properties
  from core.signal s where s.tenant_id = $1 and s.message = n.message offset 0
) as s
where s.arrival <> n.arrival
  and (s.account_id, s.occurred_at, s.type, s.properties)
    is distinct from (n.account_id, n.occurred_at, n.type, n.properties::jsonb)

"""#)

    /// Whom these deals belong to now, before a new row moves them.
    public static let dealKeyrings = SQLFile(
      name: "log/deal_keyrings", sha256: "3b7825ce540003f1509418c1da55fb51ff81a3af22fce95b85ec92e4f9066e21",
      text: #"""
-- Whom these deals belong to now, before a new row moves them.
select d.keyring_id
from unnest($2::text[]) as wanted (deal_id)
cross join lateral (
  select d.keyring_id from core.deal d where d.tenant_id = $1 and d.deal_id = wanted.deal_id offset 0
) as d

"""#)

    /// Every row ever given for these deals (NULL: for all), in the order they came.
    public static let dealRows = SQLFile(
      name: "log/deal_rows", sha256: "810654ac3ffe28c207fc3518a71f0c6158c83b3dc245c586c6f63824d3272236",
      text: #"""
-- Every row ever given for these deals (NULL: for all), in the order they came.
select r.deal_id, r.arrival, r.keyring_id, r.status, r.created_at, r.closed_at, r.updated_at, r.amount_minor, r.currency
from core.deal_row r
where r.tenant_id = $1 and $2::text[] is null
union all
select r.deal_id, r.arrival, r.keyring_id, r.status, r.created_at, r.closed_at, r.updated_at, r.amount_minor, r.currency
from unnest($2::text[]) as wanted (deal_id)
cross join lateral (
  select * from core.deal_row r where r.tenant_id = $1 and r.deal_id = wanted.deal_id offset 0
) as r
order by 1, 2

"""#)

    /// As fold_events, of one event: a few go in one round trip (Docs/Decisions/0033). Answers whether it was new.
    public static let foldEvent = SQLFile(
      name: "log/fold_event", sha256: "075bfbd8865009d50552d27bd64f25b99f5759549168ed86ca6c3830dbc5944d",
      text: #"""
-- As fold_events, of one event: a few go in one round trip (Docs/Decisions/0033). Answers whether it was new.
insert into core.event (tenant_id, message, keyring_id, arrival, occurred_at, local_at, whole_day, import_id, type,
  channel, message_id, properties)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, nullif($12, '')::jsonb)
on conflict (tenant_id, message) do nothing
returning true

"""#)

    /// Takes the batch into the log, each event once: one that is there already has it refused, or, with ON CONFLICT behind it,
    /// stays as it came first.
    public static let foldEvents = SQLFile(
      name: "log/fold_events", sha256: "fa150b55e1b2cef35aff7a3722b9525579d616c77015dce872cdfe346eaa81c1",
      text: #"""
-- Takes the batch into the log, each event once: one that is there already has it refused, or, with ON CONFLICT behind it,
-- stays as it came first.
--
-- In the order of the key, which is random: its index is then walked from left to right once a
-- batch, and the insert takes a fifth less time than in the order of the file. No RETURNING and no
-- marks in here: the two cost another third (13 s against 7 s of the server a million events).
insert into core.event (tenant_id, message, keyring_id, arrival, occurred_at, local_at, whole_day, import_id, type,
  channel, message_id, properties)
select tenant_id, message, keyring_id, arrival, occurred_at, local_at, whole_day, import_id, type, channel,
       message_id, nullif(properties, '')::jsonb
from pg_temp.inbox
where tenant_id = $1
order by message, arrival

"""#)

    public static let head = SQLFile(
      name: "log/head", sha256: "ddf67aa27440b42221bd444a580cff6b02a8b81416ab34c070f1e88c12492a76",
      text: #"""
select next_arrival, next_keyring, next_lead, next_account, next_import, keyring_epoch, history_from, live_generation
from core.head
where tenant_id = $1

"""#)

    public static let insertAccountRecords = SQLFile(
      name: "log/insert_account_records", sha256: "c1d1ee2396a78bdd985d6f6bfc9c832f882a882c903801fecb3896db8ca30e49",
      text: #"""
insert into core.account_record (tenant_id, account_id, arrival, import_id, source, received_day, updated_at, attributes)
select $1, n.account_id, n.arrival, $2, n.source, n.received_day, n.updated_at, n.attributes::jsonb
from unnest($3::bigint[], $4::bigint[], $5::text[], $6::date[], $7::text[], $8::text[])
  as n (account_id, arrival, source, received_day, updated_at, attributes)

"""#)

    public static let insertAccounts = SQLFile(
      name: "log/insert_accounts", sha256: "1fb1aeb71413a5c02c1a0a31757a1910f558b65f1d09eee9b06b11999730c12a",
      text: #"""
insert into core.account (tenant_id, account_id, key)
select $1, account_id, key from unnest($2::bigint[], $3::text[]) as n (account_id, key)

"""#)

    public static let insertBan = SQLFile(
      name: "log/insert_ban", sha256: "510231be20bc1f94a72594f947380f3c233fc38d5f60a7ad26475d004f0b70b8",
      text: #"""
insert into core.ban (tenant_id, key, arrival)
select $1, key, $3 from unnest($2::text[]) as n (key)
on conflict (tenant_id, key) do nothing

"""#)

    public static let insertDealRows = SQLFile(
      name: "log/insert_deal_rows", sha256: "3e3b144279588f3f6d7ae5b042afe1b130bc1012be3c275b52dd691da097ddf6",
      text: #"""
insert into core.deal_row (tenant_id, deal_id, arrival, keyring_id, import_id, status, created_at, closed_at, updated_at,
  amount_minor, currency)
select $1, n.deal_id, n.arrival, n.keyring_id, $2, n.status, n.created_at, n.closed_at,
       n.updated_at, n.amount_minor, n.currency
from unnest($3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[], $11::text[])
  as n (deal_id, arrival, keyring_id, status, created_at, closed_at, updated_at, amount_minor, currency)

"""#)

    /// In the order of the key, so that its index is walked from left to right. A keyring may name a key twice.
    public static let insertIdentities = SQLFile(
      name: "log/insert_identities", sha256: "3cdcaac5e28c5335110cde6792aeb15fd3deaf99015a406f4e2b61ec780b52c9",
      text: #"""
-- In the order of the key, so that its index is walked from left to right. A keyring may name a key twice.
insert into core.identity (tenant_id, key, keyring_id)
select $1, key, keyring_id
from unnest($2::text[], $3::bigint[]) as n (key, keyring_id)
order by key
on conflict (tenant_id, key, keyring_id) do nothing

"""#)

    /// Keys travel joined by the unit separator, since arrays of unequal arrays do not exist. In the order of the digest, the
    /// one index in which new keyrings do not all come last.
    public static let insertKeyrings = SQLFile(
      name: "log/insert_keyrings", sha256: "726a1f3c55765952c58c1962ef2a781c9aa0f960cddce28d13f4b2aa91bcb809",
      text: #"""
-- Keys travel joined by the unit separator, since arrays of unequal arrays do not exist. In the order of the digest, the
-- one index in which new keyrings do not all come last.
insert into core.keyring (tenant_id, keyring_id, digest, keys, explicit, lead_id, allotted_lead, account_id,
  first_at, first_arrival)
select $1, n.keyring_id, n.digest, string_to_array(n.keys, e'\x1f'), n.explicit, n.lead_id, n.allotted_lead,
       n.account_id, n.first_at, n.first_arrival
from unnest($2::bigint[], $3::uuid[], $4::text[], $5::boolean[], $6::bigint[], $7::bigint[], $8::bigint[],
    $9::timestamptz[], $10::bigint[])
  as n (keyring_id, digest, keys, explicit, lead_id, allotted_lead, account_id, first_at, first_arrival)
order by n.digest

"""#)

    public static let insertRecords = SQLFile(
      name: "log/insert_records", sha256: "476a91f4c4d9f5accf544b7d3637bce5723dde3904fd02bfa189e2a6fa434a77",
      text: #"""
insert into core.record (tenant_id, arrival, keyring_id, import_id, source, received_day, sighted_at, created_at,
  updated_at, account_id, stage, stage_dates, channel, attributes)
select $1, n.arrival, n.keyring_id, $2, n.source, n.received_day, n.sighted_at, n.created_at, n.updated_at,
       n.account_id, n.stage, n.stage_dates::jsonb, n.channel,
       n.attributes::jsonb
from unnest($3::bigint[], $4::bigint[], $5::text[], $6::date[], $7::timestamptz[], $8::text[], $9::text[],
    $10::bigint[], $11::text[], $12::text[], $13::text[], $14::text[])
  as n (arrival, keyring_id, source, received_day, sighted_at, created_at, updated_at, account_id, stage, stage_dates,
    channel, attributes)

"""#)

    /// In the order they came: of equal ones in a batch the first stands.
    public static let insertSignals = SQLFile(
      name: "log/insert_signals", sha256: "fe5a7e647b112bf95cb2b7e38c4e667f11c3009e36559b5180f5ba5bfdee913e",
      text: #"""
-- In the order they came: of equal ones in a batch the first stands.
insert into core.signal (tenant_id, message, account_id, arrival, occurred_at, import_id, type, properties)
select $1, n.message, n.account_id, n.arrival, n.occurred_at, $2, n.type, n.properties::jsonb
from unnest($3::uuid[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[])
  as n (message, account_id, arrival, occurred_at, type, properties)
order by n.arrival
on conflict (tenant_id, message) do nothing
returning account_id

"""#)

    public static let keyrings = SQLFile(
      name: "log/keyrings", sha256: "6e304095c6fe72dbb225b139ab12748464d53388b657c12b3257d434862e4ee6",
      text: #"""
select k.keyring_id, k.digest, k.keys, k.explicit, k.lead_id, k.allotted_lead, k.first_at, k.first_arrival
from core.keyring k
where k.tenant_id = $1
order by k.keyring_id

"""#)

    /// In the order of the index, as log/known_messages.sql.
    public static let keyringsByDigest = SQLFile(
      name: "log/keyrings_by_digest", sha256: "9a89632046eb64f11ec186277f2b41037e356d85836a1ca83c2acd9d609c59c1",
      text: #"""
-- In the order of the index, as log/known_messages.sql.
select k.digest, k.keyring_id, k.first_at
from (select digest from unnest($2::uuid[]) as n (digest) order by digest) as wanted
cross join lateral (
  select k.digest, k.keyring_id, k.first_at from core.keyring k where k.tenant_id = $1 and k.digest = wanted.digest offset 0
) as k

"""#)

    public static let keyringsById = SQLFile(
      name: "log/keyrings_by_id", sha256: "d7233f54f4add8bf1ea3d6196737e78e2d535c9ac9516f2a0fa91f3e4cb2fe51",
      text: #"""
select k.keyring_id, k.digest, k.keys, k.explicit, k.lead_id, k.allotted_lead, k.first_at, k.first_arrival
from unnest($2::bigint[]) as wanted (keyring_id)
cross join lateral (
  select * from core.keyring k where k.tenant_id = $1 and k.keyring_id = wanted.keyring_id offset 0
) as k

"""#)

    /// Every keyring that carries one of these keys: one step of the closure that the resolver needs. Both looks go along their
    /// index, as in log/known_messages.sql.
    public static let keyringsByKey = SQLFile(
      name: "log/keyrings_by_key", sha256: "43e49de47c9e3b9e1aefd938267072fc476102997466da286b70957ff57eaf6d",
      text: #"""
-- Every keyring that carries one of these keys: one step of the closure that the resolver needs. Both looks go along their
-- index, as in log/known_messages.sql.
select k.keyring_id, k.digest, k.keys, k.explicit, k.lead_id, k.allotted_lead, k.first_at, k.first_arrival
from (
  select distinct i.keyring_id
  from (select key from unnest($2::text[]) as n (key) order by key) as wanted
  cross join lateral (
    select i.keyring_id from core.identity i where i.tenant_id = $1 and i.key = wanted.key offset 0
  ) as i
  order by i.keyring_id
) carrier
cross join lateral (
  select * from core.keyring k where k.tenant_id = $1 and k.keyring_id = carrier.keyring_id offset 0
) as k

"""#)

    public static let keyringsOfLeads = SQLFile(
      name: "log/keyrings_of_leads", sha256: "17d5ebd92d1be021f3316e6fce5eb072b7578f82dce21e4fa32963c01cddbf86",
      text: #"""
select k.keyring_id, k.digest, k.keys, k.explicit, k.lead_id, k.allotted_lead, k.first_at, k.first_arrival
from unnest($2::bigint[]) as wanted (lead_id)
cross join lateral (
  select * from core.keyring k where k.tenant_id = $1 and k.lead_id = wanted.lead_id offset 0
) as k
order by k.keyring_id

"""#)

    /// Which of these messages the log has already. In the order of the key: a batch then goes along the index from left to
    /// right, and what it needs of it is still at hand; in any order each look began anew, dearer the longer the log.
    public static let knownMessages = SQLFile(
      name: "log/known_messages", sha256: "402cc34fc7f84a506914cc09bfb3172237b326b8d7ff50f55c22e000187d9a43",
      text: #"""
-- Which of these messages the log has already. In the order of the key: a batch then goes along the index from left to
-- right, and what it needs of it is still at hand; in any order each look began anew, dearer the longer the log.
select e.message
from (select message from unnest($2::uuid[]) as n (message) order by message) as wanted
cross join lateral (
  select e.message from core.event e where e.tenant_id = $1 and e.message = wanted.message offset 0
) as e

"""#)

    /// Which keyring and lead carries a key: what a deal's row is looked up by.
    public static let leadsOfKeys = SQLFile(
      name: "log/leads_of_keys", sha256: "ee6bf95a7424ab8cf78577796fe69f09e36817208c9ce3aa290c5aea6e20f6fa",
      text: #"""
-- Which keyring and lead carries a key: what a deal's row is looked up by.
select wanted.key, min(i.keyring_id)
from unnest($2::text[]) as wanted (key)
cross join lateral (
  select i.keyring_id from core.identity i where i.tenant_id = $1 and i.key = wanted.key offset 0
) as i
group by wanted.key

"""#)

    public static let learnWords = SQLFile(
      name: "log/learn_words", sha256: "c90092a561b1e28bf5b130b179fe641fa5fed946382f787db9bc5d341e16cd32",
      text: #"""
insert into core.vocabulary (tenant_id, kind, name)
select $1, kind, name from unnest($2::text[], $3::text[]) as n (kind, name)
on conflict (tenant_id, kind, name) do nothing

"""#)

    /// The fold lock: whoever holds this row is the only one who adds to the tenant's log.
    public static let lockHead = SQLFile(
      name: "log/lock_head", sha256: "ac5cb140dd76e1b7aadc3586a0755f792eec35e9b3bf894b1a799a71b17f8385",
      text: #"""
-- The fold lock: whoever holds this row is the only one who adds to the tenant's log.
select next_arrival, next_keyring, next_lead, next_account, next_import, keyring_epoch, history_from, live_generation
from core.head
where tenant_id = $1
for update

"""#)

    public static let markAccounts = SQLFile(
      name: "log/mark_accounts", sha256: "f4eecfa0133c5e609ed73a267ebfa707dbb6b55b0fb539a5b209c559851e72d2",
      text: #"""
insert into core.dirty (tenant_id, unit, id, token)
select $1, 'account', id, $3 from (select distinct id from unnest($2::bigint[]) as n (id)) as changed order by id
on conflict (tenant_id, unit, id) do update set token = excluded.token

"""#)

    /// Marks the leads of a batch in which every event was new.
    public static let markAllEvents = SQLFile(
      name: "log/mark_all_events", sha256: "1a7d4e8259995aed02865e5633ce6c7359e06667e77c46c8c18010b469f7f02b",
      text: #"""
-- Marks the leads of a batch in which every event was new.
--
-- As a join this compared each keyring of a new client with the whole batch once the log had been
-- analyzed and not seen the client: 150 s for 24,000 keyrings (Docs/Decisions/0011).
insert into core.dirty (tenant_id, unit, id, token)
select $1, 'lead', changed.lead_id, $2
from (
  select distinct k.lead_id
  from (select distinct i.keyring_id from pg_temp.inbox i where i.tenant_id = $1 order by i.keyring_id) as f
  cross join lateral (
    select k.lead_id from core.keyring k where k.tenant_id = $1 and k.keyring_id = f.keyring_id offset 0
  ) as k
) as changed
order by changed.lead_id
on conflict (tenant_id, unit, id) do update set token = excluded.token

"""#)

    /// Marks the leads of those events of the batch that are in the log since this batch. The marks are
    /// sorted, so that two folds cannot lock the same rows in opposite order.
    public static let markFreshEvents = SQLFile(
      name: "log/mark_fresh_events", sha256: "f990504208faac945460992dc77d4a7b04c3e3deee5bd012ec6300e11676e924",
      text: #"""
-- Marks the leads of those events of the batch that are in the log since this batch. The marks are
-- sorted, so that two folds cannot lock the same rows in opposite order.
insert into core.dirty (tenant_id, unit, id, token)
select $1, 'lead', changed.lead_id, $2
from (
  select distinct k.lead_id
  from (
    select distinct i.keyring_id
    from pg_temp.inbox i
    cross join lateral (
      select e.arrival from core.event e where e.tenant_id = $1 and e.message = i.message offset 0
    ) as e
    where i.tenant_id = $1 and e.arrival = i.arrival
    order by i.keyring_id
  ) as f
  cross join lateral (
    select k.lead_id from core.keyring k where k.tenant_id = $1 and k.keyring_id = f.keyring_id offset 0
  ) as k
) as changed
order by changed.lead_id
on conflict (tenant_id, unit, id) do update set token = excluded.token

"""#)

    public static let markLeads = SQLFile(
      name: "log/mark_leads", sha256: "82bbea1c9f1560a4f1af6937b0b72e07181f97ce8e9d06915b1c809a24b2a021",
      text: #"""
insert into core.dirty (tenant_id, unit, id, token)
select $1, 'lead', id, $3 from (select distinct id from unnest($2::bigint[]) as n (id)) as changed order by id
on conflict (tenant_id, unit, id) do update set token = excluded.token

"""#)

    public static let markLeadsOfKeyrings = SQLFile(
      name: "log/mark_leads_of_keyrings", sha256: "95595aea085ac3442959a0d94e2422589b31d62a5e336c1f70625c36502e8ad5",
      text: #"""
insert into core.dirty (tenant_id, unit, id, token)
select $1, 'lead', changed.lead_id, $3
from (
  select distinct k.lead_id
  from unnest($2::bigint[]) as f (keyring_id)
  cross join lateral (
    select k.lead_id from core.keyring k where k.tenant_id = $1 and k.keyring_id = f.keyring_id offset 0
  ) as k
) as changed
order by changed.lead_id
on conflict (tenant_id, unit, id) do update set token = excluded.token

"""#)

    /// Joining and splitting leads: keyrings change hands, facts stay where they are.
    public static let moveKeyrings = SQLFile(
      name: "log/move_keyrings", sha256: "a4c3b26e4c662310ea22ff031b405df5e507c0f486c8271f1612733b286e78f4",
      text: #"""
-- Joining and splitting leads: keyrings change hands, facts stay where they are.
--
-- An insert that always conflicts, for an UPDATE … FROM is a join, and a join may go through the whole
-- table: this one looks each keyring up.
insert into core.keyring (tenant_id, keyring_id, digest, keys, explicit, lead_id, allotted_lead, account_id, first_at,
  first_arrival)
select k.tenant_id, k.keyring_id, k.digest, k.keys, k.explicit, m.lead_id, coalesce(k.allotted_lead, m.allotted_lead),
       k.account_id, k.first_at, k.first_arrival
from unnest($2::bigint[], $3::bigint[], $4::bigint[]) as m (keyring_id, lead_id, allotted_lead)
cross join lateral (
  select * from core.keyring k where k.tenant_id = $1 and k.keyring_id = m.keyring_id offset 0
) as k
on conflict (tenant_id, keyring_id) do update set lead_id = excluded.lead_id, allotted_lead = excluded.allotted_lead

"""#)

    /// A tenant's first write makes the row that its log stands on.
    public static let openHead = SQLFile(
      name: "log/open_head", sha256: "de3f6eb4fcb6ad526e7b8bac182d1f0d3f6e857fbb808a89d2432f61f3203fce",
      text: #"""
-- A tenant's first write makes the row that its log stands on.
insert into core.head (tenant_id) values ($1) on conflict (tenant_id) do nothing

"""#)

    /// The batch at hand: seen by this session alone, never in the WAL, empty again after each
    /// commit (Docs/Decisions/0004). COPY FROM is refused on the tables under policies themselves.
    /// Properties are text here, so that the bytes of the file's reader go in as they are.
    public static let openInbox = SQLFile(
      name: "log/open_inbox", sha256: "f044ab70b7dd1fe010fde4122d3796f6b4d93b91ad677e93f4ee40037951a5a9",
      text: #"""
-- The batch at hand: seen by this session alone, never in the WAL, empty again after each
-- commit (Docs/Decisions/0004). COPY FROM is refused on the tables under policies themselves.
-- Properties are text here, so that the bytes of the file's reader go in as they are.
create temporary table if not exists inbox (
  tenant_id bigint, message uuid, keyring_id bigint, arrival bigint, occurred_at timestamptz, local_at timestamp,
  whole_day boolean, import_id integer, type text, channel text, message_id text, properties text
) on commit delete rows

"""#)

    public static let putDeals = SQLFile(
      name: "log/put_deals", sha256: "01e3636f5632642ed4ae37532fa76bafa18c52ed4b08c8b40310f053b1ba4727",
      text: #"""
insert into core.deal (tenant_id, deal_id, arrival, keyring_id, status, created_at, closed_at, updated_at, amount_minor, currency)
select $1, n.deal_id, n.arrival, n.keyring_id, n.status, n.created_at, n.closed_at,
       n.updated_at, n.amount_minor, n.currency
from unnest($2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::text[])
  as n (deal_id, arrival, keyring_id, status, created_at, closed_at, updated_at, amount_minor, currency)
on conflict (tenant_id, deal_id) do update set arrival = excluded.arrival, keyring_id = excluded.keyring_id,
  status = excluded.status, created_at = excluded.created_at, closed_at = excluded.closed_at,
  updated_at = excluded.updated_at, amount_minor = excluded.amount_minor, currency = excluded.currency

"""#)

    public static let removeDeals = SQLFile(
      name: "log/remove_deals", sha256: "b3823fc2baff9017164103e1eeea2d3d46d9a7aa379524fa3741473b472db6e3",
      text: #"""
delete from core.deal where tenant_id = $1 and deal_id = any ($2)

"""#)

    /// Every lead id ever given out resolves: to itself, or to the lead it was merged into.
    public static let upsertLeads = SQLFile(
      name: "log/upsert_leads", sha256: "e60910f76bc79c4e236b3b62e3dbdac1fddec981bab7b863688c8bfbc050bcbb",
      text: #"""
-- Every lead id ever given out resolves: to itself, or to the lead it was merged into.
insert into core.lead (tenant_id, lead_id, merged_into)
select $1, lead_id, merged_into
from unnest($2::bigint[], $3::bigint[]) as n (lead_id, merged_into)
on conflict (tenant_id, lead_id) do update set merged_into = excluded.merged_into

"""#)

    /// A fact dated earlier than all before it moves a keyring's first sighting. An insert that always
    /// conflicts, as in log/move_keyrings.sql.
    public static let widenKeyrings = SQLFile(
      name: "log/widen_keyrings", sha256: "b51f2f466a2845651979a694660a702c6ce9ba7ed010ca7899e02ad807b54db8",
      text: #"""
-- A fact dated earlier than all before it moves a keyring's first sighting. An insert that always
-- conflicts, as in log/move_keyrings.sql.
insert into core.keyring (tenant_id, keyring_id, digest, keys, explicit, lead_id, allotted_lead, account_id, first_at,
  first_arrival)
select k.tenant_id, k.keyring_id, k.digest, k.keys, k.explicit, k.lead_id, k.allotted_lead, k.account_id, m.first_at,
       m.first_arrival
from unnest($2::bigint[], $3::timestamptz[], $4::bigint[]) as m (keyring_id, first_at, first_arrival)
cross join lateral (
  select * from core.keyring k where k.tenant_id = $1 and k.keyring_id = m.keyring_id offset 0
) as k
on conflict (tenant_id, keyring_id) do update set first_at = excluded.first_at, first_arrival = excluded.first_arrival

"""#)

    public static let words = SQLFile(
      name: "log/words", sha256: "bed58e50e96e5f4fd6ce8002c7016fd18ba228aa130f5520ad9ec2fb7f8c4a8b",
      text: #"""
select kind, name from core.vocabulary where tenant_id = $1

"""#)
  }
}
