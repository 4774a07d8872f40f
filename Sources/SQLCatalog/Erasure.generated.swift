// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  public enum Erasure {
    /// The companies that a lead has named: by its records, and by its addresses.
    public static let accounts = SQLFile(
      name: "erasure/accounts", sha256: "77cb5c7d492c962cab61dc571a5f5ad5f0b983320c3c72fa305ab9dc480da87e",
      text: #"""
-- The companies that a lead has named: by its records, and by its addresses.
select r.account_id
from unnest($2::bigint[]) as wanted (keyring_id)
cross join lateral (
  select r.account_id from core.record r where r.tenant_id = $1 and r.keyring_id = wanted.keyring_id offset 0
) as r
where r.account_id is not null
union
select k.account_id
from unnest($2::bigint[]) as wanted (keyring_id)
cross join lateral (
  select k.account_id from core.keyring k where k.tenant_id = $1 and k.keyring_id = wanted.keyring_id offset 0
) as k
where k.account_id is not null

"""#)

    /// Alerts of several leads at once, which may name any of them: digests.
    public static let alertTexts = SQLFile(
      name: "erasure/alert_texts", sha256: "4a3821185f68289b849661cffff879bbf6528dbeda0713b5ea08bc405a15f24c",
      text: #"""
-- Alerts of several leads at once, which may name any of them: digests.
select alert_id, headline, reason, action from core.alert where tenant_id = $1 and lead_id is null

"""#)

    /// Every statement of this folder.
    public static let all: [SQLFile] = [accounts, alertTexts, blankRefusals, blankRejects, erasedLead, freeze, isBehind, keepKeys, key, knownKeys, lonelyAccounts, names, openKey, otherCarriers, putAlertText, refusals, rejects, removeAccount, removeAlerts, removeBans, removeEvents, removeKeyrings, removeNotes, removeRecords, removeResults, timelines, unlinkDeals]

    /// What was wrong stays; the message and what is quoted of it go.
    public static let blankRefusals = SQLFile(
      name: "erasure/blank_refusals", sha256: "a8dba811a84393742f49372ab243c4249e189b5ef25f48c25eeebe465f667453",
      text: #"""
-- What was wrong stays; the message and what is quoted of it go.
update core.refusal set body = '', detail = 'the message was erased with its person'
where tenant_id = $1 and message = any($2)

"""#)

    /// What was wrong stays; the row and what is quoted of it go. Where rows are is looked up one by one: a join
    /// may go through all that were ever set aside.
    public static let blankRejects = SQLFile(
      name: "erasure/blank_rejects", sha256: "9beda2ec31418b87d402a98d801343024674576287dea53b8130b0c3749a6f70",
      text: #"""
-- What was wrong stays; the row and what is quoted of it go. Where rows are is looked up one by one: a join
-- may go through all that were ever set aside.
update core.reject r set row_text = '', detail = 'the row was erased with its person'
where r.tenant_id = $1 and r.ctid = any (array(
  select x.place
  from unnest($2::integer[], $3::bigint[]) as n (import_id, line)
  cross join lateral (
    select r.ctid as place from core.reject r
    where r.tenant_id = $1 and r.import_id = n.import_id and r.line = n.line offset 0
  ) as x))

"""#)

    /// When a lead's person was erased; no row where it was not.
    public static let erasedLead = SQLFile(
      name: "erasure/erased_lead", sha256: "b036a730f750d1ae699af9d75733eb3648573d1f1668ebb21c61d116b906d38f",
      text: #"""
-- When a lead's person was erased; no row where it was not.
select erased_at from core.erased where tenant_id = $1 and lead_id = $2

"""#)

    /// What is left of a lead: the days that it counts on, as readers see them now. Nothing but its number
    /// where nothing was ever computed.
    public static let freeze = SQLFile(
      name: "erasure/freeze", sha256: "43175e8953f9d1766a977a8a0e4e768fbe1c13c764758e9f73c85f9751a47432",
      text: #"""
-- What is left of a lead: the days that it counts on, as readers see them now. Nothing but its number
-- where nothing was ever computed.
insert into core.erased (tenant_id, lead_id, definition, created_day, channel, qualified, exits, passed_on)
select $1, $2, q.definition, q.created_day, q.channel, q.qualified, q.exits, q.passed_on
from (select 1) as one
left join (
  select g.definition, q.created_day, q.channel, q.qualified, q.exits, q.passed_on
  from core.head h
  join core.generation g on g.tenant_id = $1 and g.generation = h.live_generation
  join core.qualification q on q.tenant_id = $1 and q.generation = h.live_generation and q.lead_id = $2
  where h.tenant_id = $1
) as q on true
returning created_day is not null

"""#)

    /// Whether a lead, or what is known of its company, has changed since it was computed.
    public static let isBehind = SQLFile(
      name: "erasure/is_behind", sha256: "b2df26caa231fafe1920324de25c19ecb597be06e3fefa884229e2d4361e1f56",
      text: #"""
-- Whether a lead, or what is known of its company, has changed since it was computed.
select exists (
  select from core.dirty d where d.tenant_id = $1 and d.unit = 'lead' and d.id = $2
) or exists (
  select from core.head h
  cross join lateral (
    select p.account_id from core.profile p
    where p.tenant_id = $1 and p.generation = h.live_generation and p.lead_id = $2 offset 0
  ) as p
  join core.dirty d on d.tenant_id = $1 and d.unit = 'account' and d.id = p.account_id
  where h.tenant_id = $1
)

"""#)

    public static let keepKeys = SQLFile(
      name: "erasure/keep_keys", sha256: "04c955506bad75b27db37014a4af08755ef6f5fd7aa95bfe0ed4ee8dfcffc351",
      text: #"""
insert into core.erased_key (tenant_id, digest)
select $1, n.digest from unnest($2::uuid[]) as n (digest)
on conflict (tenant_id, digest) do nothing

"""#)

    /// What a tenant's erased keys are hashed with; NULL while nobody was erased.
    public static let key = SQLFile(
      name: "erasure/key", sha256: "d7df0743044c2326a4a8e35d60f3543710c105a7563e9f54128dafdc9c350fb2",
      text: #"""
-- What a tenant's erased keys are hashed with; NULL while nobody was erased.
select erasure_key from core.head where tenant_id = $1

"""#)

    /// Which of these digests name somebody who was erased.
    public static let knownKeys = SQLFile(
      name: "erasure/known_keys", sha256: "894213b28d11cf0f1e499513421bcea42e262598037b7b0e101cc694d764a3fa",
      text: #"""
-- Which of these digests name somebody who was erased.
select k.digest
from unnest($2::uuid[]) as wanted (digest)
cross join lateral (
  select k.digest from core.erased_key k where k.tenant_id = $1 and k.digest = wanted.digest offset 0
) as k

"""#)

    /// Of these companies those that nobody speaks of any more: a name that only one person ever gave may
    /// be that person's. `offset 0`: each is looked up, and none of the three tables is joined.
    public static let lonelyAccounts = SQLFile(
      name: "erasure/lonely_accounts", sha256: "40c1b0a93b7102ec2d2f94f111d5377042d34d7ee6a4678cf95b12882bd2ee7d",
      text: #"""
-- Of these companies those that nobody speaks of any more: a name that only one person ever gave may
-- be that person's. `offset 0`: each is looked up, and none of the three tables is joined.
select wanted.account_id
from unnest($2::bigint[]) as wanted (account_id)
where not exists (
    select from core.keyring k where k.tenant_id = $1 and k.account_id = wanted.account_id offset 0)
  and not exists (select from core.record r where r.tenant_id = $1 and r.account_id = wanted.account_id offset 0)
  and not exists (select from core.signal s where s.tenant_id = $1 and s.account_id = wanted.account_id offset 0)

"""#)

    /// By what names a lead was called: in its records, and in what was made of them.
    public static let names = SQLFile(
      name: "erasure/names", sha256: "702a323c490f80c3374c190aedd33ef64da1fa38b3ebbc19b0000bd253290637",
      text: #"""
-- By what names a lead was called: in its records, and in what was made of them.
select distinct r.attributes ->> 'first_name', r.attributes ->> 'last_name', r.attributes ->> 'name'
from unnest($3::bigint[]) as wanted (keyring_id)
cross join lateral (
  select r.attributes from core.record r where r.tenant_id = $1 and r.keyring_id = wanted.keyring_id offset 0
) as r
union
select null, null, p.name
from core.generation g
join core.profile p on p.tenant_id = $1 and p.generation = g.generation and p.lead_id = $2
where g.tenant_id = $1

"""#)

    /// As erasure/key.sql; makes it ($2) where there is none.
    public static let openKey = SQLFile(
      name: "erasure/open_key", sha256: "ac2eb647039a1448ff5150f4ab3f1c19447b9693d97195d40abfe0e808144a57",
      text: #"""
-- As erasure/key.sql; makes it ($2) where there is none.
update core.head set erasure_key = coalesce(erasure_key, $2) where tenant_id = $1 returning erasure_key

"""#)

    /// Of these keys those that other leads carry too: a banned one, or one of a kind that joins nobody.
    public static let otherCarriers = SQLFile(
      name: "erasure/other_carriers", sha256: "6985dcca7b830369eb185d160e44ef464b040fa74c73ef44c0b508866b1922cd",
      text: #"""
-- Of these keys those that other leads carry too: a banned one, or one of a kind that joins nobody.
select distinct wanted.key
from unnest($2::text[]) as wanted (key)
cross join lateral (
  select i.keyring_id from core.identity i where i.tenant_id = $1 and i.key = wanted.key offset 0
) as i
where not i.keyring_id = any ($3)

"""#)

    public static let putAlertText = SQLFile(
      name: "erasure/put_alert_text", sha256: "a9055680fbe7206311bd742fd4d818168c74e576a04f56fef1086e410c91409d",
      text: #"""
update core.alert set headline = $3, reason = $4, action = $5 where tenant_id = $1 and alert_id = $2

"""#)

    /// Messages that were set aside, for whoever looks for somebody in them: so many, in the order of the key, from one on.
    public static let refusals = SQLFile(
      name: "erasure/refusals", sha256: "e6c5f08064a629a241ef2757645dadba0174f2ed3af4df2e0918a33dcd25ce38",
      text: #"""
-- Messages that were set aside, for whoever looks for somebody in them: so many, in the order of the key, from one on.
select message, received_at, reason, detail, body
from core.refusal where tenant_id = $1 and message > $2 and body <> '' order by message limit $3

"""#)

    /// Every row that was set aside, for whoever looks for somebody in them.
    public static let rejects = SQLFile(
      name: "erasure/rejects", sha256: "62de9f03d830732b02f8054653bbc17cd715eec88fe76aae85bc010a953d8c65",
      text: #"""
-- Every row that was set aside, for whoever looks for somebody in them.
select import_id, line, detail, row_text from core.reject where tenant_id = $1 and row_text <> ''

"""#)

    /// A company that nobody speaks of any more, and what was known, computed and told of it. One at a time, several in
    /// one round trip: a list is a join, and a join may go through those of all companies.
    public static let removeAccount = SQLFile(
      name: "erasure/remove_account", sha256: "532f1fdb2486d9371ba0e79271e195f265847ac9d08f8b78b2ad82185fc381c8",
      text: #"""
-- A company that nobody speaks of any more, and what was known, computed and told of it. One at a time, several in
-- one round trip: a list is a join, and a join may go through those of all companies.
with alerts as materialized (
  select a.alert_id from core.alert a where a.tenant_id = $1 and a.account_id = $2
),
messages as (
  delete from core.outbox where tenant_id = $1 and ctid = any (array(
    select o.place from alerts a
    cross join lateral (
      select o.ctid as place from core.outbox o where o.tenant_id = $1 and o.alert_id = a.alert_id offset 0) as o))
),
told as (
  delete from core.alert where tenant_id = $1 and account_id = $2
),
facts as (
  delete from core.account_record where tenant_id = $1 and account_id = $2
),
momenta as (
  delete from core.account_momentum where tenant_id = $1 and account_id = $2 and generation = any (array(
    select g.generation from core.generation g where g.tenant_id = $1))
),
watches as (
  delete from core.watch where tenant_id = $1 and unit = 'account' and id = $2
)
delete from core.account where tenant_id = $1 and account_id = $2

"""#)

    /// What was told of a lead, under any of its numbers, and what was still on its way. Where rows are is looked
    /// up one by one: a join may go through all that was ever told.
    public static let removeAlerts = SQLFile(
      name: "erasure/remove_alerts", sha256: "51ef0c0271ba84fbdd4dfd50fbcc98d3e664667bf45ebed32185b28e7d261282",
      text: #"""
-- What was told of a lead, under any of its numbers, and what was still on its way. Where rows are is looked
-- up one by one: a join may go through all that was ever told.
with gone as materialized (
  select a.alert_id, a.place
  from unnest($2::bigint[]) as wanted (lead_id)
  cross join lateral (
    select a.alert_id, a.ctid as place from core.alert a
    where a.tenant_id = $1 and a.lead_id = wanted.lead_id offset 0
  ) as a
),
messages as (
  delete from core.outbox where tenant_id = $1 and ctid = any (array(
    select o.place from gone g
    cross join lateral (
      select o.ctid as place from core.outbox o where o.tenant_id = $1 and o.alert_id = g.alert_id offset 0
    ) as o))
)
delete from core.alert where tenant_id = $1 and ctid = any (array(select g.place from gone g))

"""#)

    public static let removeBans = SQLFile(
      name: "erasure/remove_bans", sha256: "a7b9c2fe596467ca676834063e1d240ccd8699157c661fd49bf27c7e86427210",
      text: #"""
delete from core.ban where tenant_id = $1 and key = any ($2)

"""#)

    public static let removeEvents = SQLFile(
      name: "erasure/remove_events", sha256: "43f47e338942fbda0006d9063fc6d27ca713cd74d772e967c3b7c50e9ac71dc5",
      text: #"""
delete from core.event where tenant_id = $1 and keyring_id = any ($2)

"""#)

    /// Aliases too: what somebody said of a person goes with the person.
    public static let removeKeyrings = SQLFile(
      name: "erasure/remove_keyrings", sha256: "eac09d79257aa2de3e1558ea4058a57d0e2cbd7fa43823ea9242e5443b35ae59",
      text: #"""
-- Aliases too: what somebody said of a person goes with the person.
with gone as (
  delete from core.identity where tenant_id = $1 and keyring_id = any ($2)
)
delete from core.keyring where tenant_id = $1 and keyring_id = any ($2)

"""#)

    /// What was noted down of a lead: whose it is to call, what it is tagged with, when it will be to tell of. Where
    /// rows are is looked up one by one: a join may go through those of all leads.
    public static let removeNotes = SQLFile(
      name: "erasure/remove_notes", sha256: "98a6e77bd3c9cce01af089d7dcb3b38b64fc4d7cb7c3203cd9b12a272ecd96cb",
      text: #"""
-- What was noted down of a lead: whose it is to call, what it is tagged with, when it will be to tell of. Where
-- rows are is looked up one by one: a join may go through those of all leads.
with assignments as (
  delete from core.assignment where tenant_id = $1 and ctid = any (array(
    select x.place from unnest($2::bigint[]) as l (lead_id)
    cross join lateral (
      select a.ctid as place from core.assignment a where a.tenant_id = $1 and a.lead_id = l.lead_id offset 0) as x))
),
tags as (
  delete from core.tag where tenant_id = $1 and ctid = any (array(
    select x.place from unnest($2::bigint[]) as l (lead_id)
    cross join lateral (
      select t.ctid as place from core.tag t where t.tenant_id = $1 and t.lead_id = l.lead_id offset 0) as x))
)
delete from core.watch where tenant_id = $1 and ctid = any (array(
  select x.place from unnest($2::bigint[]) as l (lead_id)
  cross join lateral (
    select w.ctid as place from core.watch w
    where w.tenant_id = $1 and w.unit = 'lead' and w.id = l.lead_id offset 0) as x))

"""#)

    public static let removeRecords = SQLFile(
      name: "erasure/remove_records", sha256: "86038e58dbe3fc1e427fd5c95878fad4b5f5668d729de8575bd4f99df936ed98",
      text: #"""
delete from core.record where tenant_id = $1 and keyring_id = any ($2)

"""#)

    /// What was computed of a lead, in every generation, but the days that it counts on.
    public static let removeResults = SQLFile(
      name: "erasure/remove_results", sha256: "637e2096de9dd0cc5583e50da3ec24e8430475048cbbe2095e484f899c6b2d49",
      text: #"""
-- What was computed of a lead, in every generation, but the days that it counts on.
with generations as (
  select g.generation from core.generation g where g.tenant_id = $1
),
momenta as (
  delete from core.momentum m using generations g
  where m.tenant_id = $1 and m.generation = g.generation and m.lead_id = $2
)
delete from core.profile p using generations g
where p.tenant_id = $1 and p.generation = g.generation and p.lead_id = $2

"""#)

    /// The days that erased leads count on: of these leads, or of all (NULL).
    public static let timelines = SQLFile(
      name: "erasure/timelines", sha256: "12e37d6f15ef439485c5758e26803f610278fb58464857952b0a7a6cddf3a5a7",
      text: #"""
-- The days that erased leads count on: of these leads, or of all (NULL).
select e.lead_id, e.created_day, e.channel, e.qualified, e.exits, e.passed_on
from core.erased e
where e.tenant_id = $1 and $2::bigint[] is null and e.created_day is not null
union all
select e.lead_id, e.created_day, e.channel, e.qualified, e.exits, e.passed_on
from unnest($2::bigint[]) as wanted (lead_id)
cross join lateral (
  select * from core.erased e where e.tenant_id = $1 and e.lead_id = wanted.lead_id offset 0
) as e
where e.created_day is not null

"""#)

    /// Deals stay as sums and dates; whose they were and what the CRM calls them goes. A deal that went
    /// over to somebody else keeps its name: it is theirs.
    public static let unlinkDeals = SQLFile(
      name: "erasure/unlink_deals", sha256: "8d87b31f3dbb96cc9f6a4af9f91db54b10425f22946e3d01d0265da19a503ad5",
      text: #"""
-- Deals stay as sums and dates; whose they were and what the CRM calls them goes. A deal that went
-- over to somebody else keeps its name: it is theirs.
with mine as (
  select d.deal_id, 'erased-' || gen_random_uuid() as fresh
  from unnest($2::bigint[]) as wanted (keyring_id)
  cross join lateral (
    select d.deal_id from core.deal d where d.tenant_id = $1 and d.keyring_id = wanted.keyring_id offset 0
  ) as d
),
renamed as (
  update core.deal d set deal_id = m.fresh, keyring_id = 0
  from mine m
  where d.tenant_id = $1 and d.deal_id = m.deal_id
)
update core.deal_row r
set deal_id = coalesce(m.fresh, r.deal_id),
    keyring_id = case when r.keyring_id = any ($2) then 0 else r.keyring_id end
from (
  select deal_id, arrival
  from (select m.deal_id from mine m) as m
  cross join lateral (
    select r.arrival from core.deal_row r where r.tenant_id = $1 and r.deal_id = m.deal_id offset 0
  ) as r
  union
  select r.deal_id, r.arrival
  from unnest($2::bigint[]) as wanted (keyring_id)
  cross join lateral (
    select r.deal_id, r.arrival from core.deal_row r where r.tenant_id = $1 and r.keyring_id = wanted.keyring_id offset 0
  ) as r
) as touched
left join mine m on m.deal_id = touched.deal_id
where r.tenant_id = $1 and r.deal_id = touched.deal_id and r.arrival = touched.arrival

"""#)
  }
}
