// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  public enum Timeline {
    /// What is known of all companies.
    public static let accountFacts = SQLFile(
      name: "timeline/account_facts", sha256: "01fced5aa9c02f9139e5ea5f9cc32cee169f9403d9457a285ac48103e0e08d14",
      text: #"""
-- What is known of all companies.
select a.account_id, a.arrival, a.source, a.received_day, a.updated_at, a.attributes
from core.account_record a
where a.tenant_id = $1
order by 1, 2

"""#)

    /// What is known of the companies that the records and e-mail addresses of some leads name: their keyrings are looked
    /// up once (Docs/Decisions/0035).
    public static let accountFactsOfSome = SQLFile(
      name: "timeline/account_facts_of_some", sha256: "5e471f6aa77d558d639744fb399f3b15cdc37e3231afd51f7b4322d9fe28e4e9",
      text: #"""
-- What is known of the companies that the records and e-mail addresses of some leads name: their keyrings are looked
-- up once (Docs/Decisions/0035).
with asked as materialized (
  select k.keyring_id, k.account_id
  from unnest($2::bigint[]) as wanted (lead_id)
  cross join lateral (
    select k.keyring_id, k.account_id from core.keyring k
    where k.tenant_id = $1 and k.lead_id = wanted.lead_id offset 0
  ) as k
)
select a.account_id, a.arrival, a.source, a.received_day, a.updated_at, a.attributes
from (
  select r.account_id
  from asked
  cross join lateral (
    select r.account_id from core.record r where r.tenant_id = $1 and r.keyring_id = asked.keyring_id offset 0
  ) as r
  union
  select asked.account_id from asked
) as named
cross join lateral (
  select * from core.account_record a where a.tenant_id = $1 and a.account_id = named.account_id offset 0
) as a
order by 1, 2

"""#)

    /// The leads of accounts that ever engaged, one account after the other. For COPY, which takes no parameters:
    /// {tenant} and {generation} are numbers. {profiles} is `core.profile` for all accounts; for some it looks
    /// their profiles up. What a lead makes of its momentum is looked up either way (Docs/Decisions/0011): a new
    /// generation is none that the planner knows, and joined it compared 28,000 leads with 28,000 others.
    public static let accountLeads = SQLFile(
      name: "timeline/account_leads", sha256: "89193d5cabb66b9bedc501b1ab84dd50e169953f10f467eeeeee0646780f9a9c",
      text: #"""
-- The leads of accounts that ever engaged, one account after the other. For COPY, which takes no parameters:
-- {tenant} and {generation} are numbers. {profiles} is `core.profile` for all accounts; for some it looks
-- their profiles up. What a lead makes of its momentum is looked up either way (Docs/Decisions/0011): a new
-- generation is none that the planner knows, and joined it compared 28,000 leads with 28,000 others.
select p.account_id, p.lead_id, m.days, m.velocity, m.frequency, m.content, m.gain, m.state, m.engaged_first, m.engaged_last, m.touched,
       m.unreachable_at, m.score_days, m.scores, m.depth_days
from {profiles} as p
cross join lateral (
  select * from core.momentum m
  where m.tenant_id = {tenant} and m.generation = {generation} and m.lead_id = p.lead_id offset 0
) as m
where p.tenant_id = {tenant} and p.generation = {generation} and p.account_id is not null
order by p.account_id, p.lead_id

"""#)

    /// Adds changes of timelines to the sums; a lead that leaves a day subtracts there.
    public static let addDayCounts = SQLFile(
      name: "timeline/add_day_counts", sha256: "676fff95dd318b94bddce6b57a3e5ae7839a673da0cfd49d13ee56620753f0fa",
      text: #"""
-- Adds changes of timelines to the sums; a lead that leaves a day subtracts there.
insert into core.day_count (tenant_id, generation, day, channel, created, entered, exited_converted, exited_disqualified,
  exited_decayed, exited_criteria, passed_through)
select $1, $2, n.day, n.channel, n.created, n.entered, n.converted, n.disqualified, n.decayed, n.criteria, n.passed
from unnest($3::date[], $4::text[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::int[], $11::int[])
  as n (day, channel, created, entered, converted, disqualified, decayed, criteria, passed)
order by n.day, n.channel
on conflict (tenant_id, generation, day, channel) do update set
  created = day_count.created + excluded.created, entered = day_count.entered + excluded.entered,
  exited_converted = day_count.exited_converted + excluded.exited_converted,
  exited_disqualified = day_count.exited_disqualified + excluded.exited_disqualified,
  exited_decayed = day_count.exited_decayed + excluded.exited_decayed,
  exited_criteria = day_count.exited_criteria + excluded.exited_criteria,
  passed_through = day_count.passed_through + excluded.passed_through

"""#)

    /// Every statement of this folder.
    public static let all: [SQLFile] = [accountFacts, accountFactsOfSome, accountLeads, addDayCounts, analyze, clearMarks, clearTokens, countMarks, createGeneration, dropRetiredAccounts, dropRetiredCounts, dropRetiredMomenta, dropRetiredProfiles, dropRetiredQualifications, facts, generationVersions, generations, holdRefresh, insertAccounts, insertDayCounts, insertMomenta, insertProfiles, insertQualifications, leadIds, leadsKnown, leadsOfAccounts, markTokens, marks, now, openAccounts, openMomenta, openProfiles, openResults, putAccount, putAccounts, putMomenta, putMomentum, putProfile, putProfiles, putQualification, putQualifications, releaseRefresh, removeAccounts, removeMomenta, removeProfiles, removeQualifications, removeZeroCounts, retireGeneration, settleGenerations, signals, stored, storedAccounts, storedAll, storedCounts, storedMomenta, switchGeneration, takeRefresh, touchRefresh, unmergedLeads, whatIsDue]

    public static let analyze = SQLFile(
      name: "timeline/analyze", sha256: "f3a051815e4dcb8a80d2ee52d6865b4a01586f33c1ec9e788c80e7b84cbd76e0",
      text: #"""
select guard.analyze_timelines()

"""#)

    /// Only under the token that was read: a lead that changed since keeps its mark.
    public static let clearMarks = SQLFile(
      name: "timeline/clear_marks", sha256: "856ad8620d5a32f88eaf2f503b19edc1673ec1987d4efa08859347b07c393b34",
      text: #"""
-- Only under the token that was read: a lead that changed since keeps its mark.
delete from core.dirty d
using unnest($2::text[], $3::bigint[], $4::bigint[]) as m (unit, id, token)
where d.tenant_id = $1 and d.unit = m.unit and d.id = m.id and d.token = m.token

"""#)

    /// All marks under these tokens. A token is of one transaction, so whoever has seen one of its marks has seen them all.
    public static let clearTokens = SQLFile(
      name: "timeline/clear_tokens", sha256: "2956001db970f3e32d05c0152b3944a7f88b03de77797a9845693dd5fef988fc",
      text: #"""
-- All marks under these tokens. A token is of one transaction, so whoever has seen one of its marks has seen them all.
delete from core.dirty where tenant_id = $1 and token = any ($2)

"""#)

    public static let countMarks = SQLFile(
      name: "timeline/count_marks", sha256: "5b993df6da7251e3752fb81b414c8fb571e7740d41c3d6e54801b6ccaf1cd26e",
      text: #"""
select count(*) from core.dirty where tenant_id = $1

"""#)

    public static let createGeneration = SQLFile(
      name: "timeline/create_generation", sha256: "f4c28abc4533d779e0e530d83bf47598bf007f719d15c59f847d28d367fb9e7e",
      text: #"""
with numbered as (
  update core.head set next_generation = next_generation + 1 where tenant_id = $1
  returning next_generation - 1 as generation
)
insert into core.generation (tenant_id, generation, definition, zone, model, tiers)
select $1, generation, $2, $3, $4, $5 from numbered
returning generation

"""#)

    public static let dropRetiredAccounts = SQLFile(
      name: "timeline/drop_retired_accounts", sha256: "a117836cb2b371929f508184988bd0ecca41af5836e5702c97555bd3882a29f6",
      text: #"""
delete from core.account_momentum m
where m.tenant_id = $1
  and m.generation in (select g.generation from core.generation g where g.tenant_id = $1 and g.state = 'retired')

"""#)

    public static let dropRetiredCounts = SQLFile(
      name: "timeline/drop_retired_counts", sha256: "e61c60a1ce54f0614ec2e9f1fd49a28276b2fb90bc5b0b7c6054c62448a5c35e",
      text: #"""
delete from core.day_count c
where c.tenant_id = $1
  and c.generation in (select g.generation from core.generation g where g.tenant_id = $1 and g.state = 'retired')

"""#)

    public static let dropRetiredMomenta = SQLFile(
      name: "timeline/drop_retired_momenta", sha256: "887bc3faa7763c3e5ef75b1fe3df767c1fdeb8ca67a2e3d4cfeca364844d23a7",
      text: #"""
delete from core.momentum m
where m.tenant_id = $1
  and m.generation in (select g.generation from core.generation g where g.tenant_id = $1 and g.state = 'retired')

"""#)

    public static let dropRetiredProfiles = SQLFile(
      name: "timeline/drop_retired_profiles", sha256: "35f3a85758fab411f406f868b986febc9f024fa067c654ccfdb801f1c48ee8ee",
      text: #"""
delete from core.profile p
where p.tenant_id = $1
  and p.generation in (select g.generation from core.generation g where g.tenant_id = $1 and g.state = 'retired')

"""#)

    public static let dropRetiredQualifications = SQLFile(
      name: "timeline/drop_retired_qualifications", sha256: "aee96d22316446ee27d4a8e76c6044f20fa21eaba796d35de46df48c985f7672",
      text: #"""
delete from core.qualification q
where q.tenant_id = $1
  and q.generation in (select g.generation from core.generation g where g.tenant_id = $1 and g.state = 'retired')

"""#)

    /// All facts of leads, ordered by lead, in one stream and one snapshot: 0 a keyring (its keys joined
    /// by the unit separator, and its account), 1 a record, 2 a deal, 3 an event. For COPY, which takes no parameters: {tenant} is
    /// a number, {read} a condition on the events whose properties the definition reads. {keyrings} is
    /// `core.keyring` for all leads; for some it looks theirs up, and {each} is `offset 0`, which has their
    /// facts looked up too (Docs/Decisions/0011).
    public static let facts = SQLFile(
      name: "timeline/facts", sha256: "79f28eb5cc1e9d120bb84fceee6c3e8d5845cae54e6a23ff7e99bfcb18c08514",
      text: #"""
-- All facts of leads, ordered by lead, in one stream and one snapshot: 0 a keyring (its keys joined
-- by the unit separator, and its account), 1 a record, 2 a deal, 3 an event. For COPY, which takes no parameters: {tenant} is
-- a number, {read} a condition on the events whose properties the definition reads. {keyrings} is
-- `core.keyring` for all leads; for some it looks theirs up, and {each} is `offset 0`, which has their
-- facts looked up too (Docs/Decisions/0011).
select f.lead_id, f.kind, f.arrival, f.at, f.local_at, f.whole_day, f.type, f.channel, f.body
from (
  select k.lead_id, 0::smallint as kind, k.keyring_id as arrival, k.first_at as at, null::timestamp as local_at,
         false as whole_day, array_to_string(k.keys, e'\x1f') as type, k.account_id::text as channel, null::text as body
  from {keyrings} as k
  where k.tenant_id = {tenant}
  union all
  select k.lead_id, 1::smallint, r.arrival, null, null, false, r.source, r.channel,
         json_build_object('received', r.received_day, 'created', r.created_at, 'updated', r.updated_at,
           'account', r.account_id, 'stage', r.stage, 'stages', r.stage_dates, 'attributes', r.attributes)::text
  from {keyrings} as k
  cross join lateral (
    select * from core.record r where r.tenant_id = {tenant} and r.keyring_id = k.keyring_id {each}
  ) as r
  where k.tenant_id = {tenant}
  union all
  select k.lead_id, 2::smallint, d.arrival, null, null, false, d.status, null,
         json_build_object('deal', d.deal_id, 'created', d.created_at, 'closed', d.closed_at, 'updated', d.updated_at)::text
  from {keyrings} as k
  cross join lateral (
    select * from core.deal d where d.tenant_id = {tenant} and d.keyring_id = k.keyring_id {each}
  ) as d
  where k.tenant_id = {tenant}
  union all
  select k.lead_id, 3::smallint, e.arrival, e.occurred_at, e.local_at, e.whole_day, e.type, e.channel,
         case when {read} then e.properties::text end
  from {keyrings} as k
  cross join lateral (
    select * from core.event e where e.tenant_id = {tenant} and e.keyring_id = k.keyring_id {each}
  ) as e
  where k.tenant_id = {tenant}
) as f
order by f.lead_id

"""#)

    /// As generations, by the numbers of their texts: what is asked again before results are written, whether they still follow
    /// what they were computed by. A text of a number never changes.
    public static let generationVersions = SQLFile(
      name: "timeline/generation_versions", sha256: "c5ba7fe3ba69bb05dceb30a89826980d1f8231e162e5808331591e8e64e87526",
      text: #"""
-- As generations, by the numbers of their texts: what is asked again before results are written, whether they still follow
-- what they were computed by. A text of a number never changes.
select g.generation, g.generation = h.live_generation, g.definition, g.zone, g.model
from core.head h
join core.generation g on g.tenant_id = h.tenant_id and g.state <> 'retired'
where h.tenant_id = $1
order by g.generation

"""#)

    /// What has to be kept fresh: the generation that readers see, and one that is being built beside it.
    public static let generations = SQLFile(
      name: "timeline/generations", sha256: "e4846bb8ee6803eb9a61247b6342becddb78295de7544bd72e26cf320d6cfa4c",
      text: #"""
-- What has to be kept fresh: the generation that readers see, and one that is being built beside it.
select g.generation, g.definition, g.zone, g.state, d.source, g.generation = h.live_generation, g.model, m.source
from core.head h
join core.generation g on g.tenant_id = h.tenant_id and g.state <> 'retired'
join core.definition d on d.tenant_id = g.tenant_id and d.version = g.definition
left join core.model m on m.tenant_id = g.tenant_id and m.version = g.model
where h.tenant_id = $1
order by g.generation

"""#)

    /// Empty: another run has taken over, and this one's results are stale.
    public static let holdRefresh = SQLFile(
      name: "timeline/hold_refresh", sha256: "dfc5539514272258f10453cf813dac04fbdc3edc572a61212b0d0d1d13622c31",
      text: #"""
-- Empty: another run has taken over, and this one's results are stale.
select true from core.refresh where tenant_id = $1 and run = $2 for update

"""#)

    /// As put_accounts, into a generation that has none of them: asking for each whether it is there is a second look along the
    /// index, and a second record of the log.
    public static let insertAccounts = SQLFile(
      name: "timeline/insert_accounts", sha256: "4b26a49b12c1bcae7770664313f933880c2321396fa2782c78c1ba3cae8720ee",
      text: #"""
-- As put_accounts, into a generation that has none of them: asking for each whether it is there is a second look along the
-- index, and a second record of the log.
insert into core.account_momentum (tenant_id, generation, account_id, days, stakeholders, before, points, momentum, surging)
select tenant_id, generation, account_id, days, stakeholders, before, points, momentum, surging
from pg_temp.fresh_account
where tenant_id = $1

"""#)

    /// The sums of a generation that has none yet.
    public static let insertDayCounts = SQLFile(
      name: "timeline/insert_day_counts", sha256: "c79ac826a746c969aaf50c6c6aeb46193b824d7ebb3a982426ed21fe0c1d4001",
      text: #"""
-- The sums of a generation that has none yet.
insert into core.day_count (tenant_id, generation, day, channel, created, entered, exited_converted, exited_disqualified,
  exited_decayed, exited_criteria, passed_through)
select $1, $2, n.day, n.channel, n.created, n.entered, n.converted, n.disqualified, n.decayed, n.criteria, n.passed
from unnest($3::date[], $4::text[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::int[], $11::int[])
  as n (day, channel, created, entered, converted, disqualified, decayed, criteria, passed)
order by n.day, n.channel

"""#)

    /// As put_momenta, into a generation that has none of them: asking for each whether it is there is a second look along the
    /// index, and a second record of the log.
    public static let insertMomenta = SQLFile(
      name: "timeline/insert_momenta", sha256: "2dc7e4aac3ac87b5f76ab8195b4ebe6873636bcd97d2fa3c2a2ba7d5a32369b5",
      text: #"""
-- As put_momenta, into a generation that has none of them: asking for each whether it is there is a second look along the
-- index, and a second record of the log.
insert into core.momentum (tenant_id, generation, lead_id, days, velocity, frequency, content, gain, state, engaged_first, engaged_last, touched,
  unreachable_at, score_days, scores, depth_days)
select tenant_id, generation, lead_id, days, velocity, frequency, content, gain, state, engaged_first, engaged_last, touched,
  unreachable_at, score_days, scores, depth_days
from pg_temp.fresh_momentum
where tenant_id = $1

"""#)

    /// As put_profiles, into a generation that has none of them: asking for each whether it is there is a second look along the
    /// index, and a second record of the log.
    public static let insertProfiles = SQLFile(
      name: "timeline/insert_profiles", sha256: "2638afe1c49a6521190ff9b7740578c9a297d7877a200704038af1550083c35f",
      text: #"""
-- As put_profiles, into a generation that has none of them: asking for each whether it is there is a second look along the
-- index, and a second record of the log.
insert into core.profile (tenant_id, generation, lead_id, account_id, stage, external_id, email, name, title, attributes,
  stage_days, stages, account_attributes)
select tenant_id, generation, lead_id, account_id, stage, external_id, email, name, title, attributes, stage_days, stages,
  account_attributes
from pg_temp.fresh_profile
where tenant_id = $1

"""#)

    /// As put_qualifications, into a generation that has none of them: asking for each whether it is there is a second look along the
    /// index, and a second record of the log.
    public static let insertQualifications = SQLFile(
      name: "timeline/insert_qualifications", sha256: "4e0c96faf27ac8e12cb6585174e3d827fa7d43f77e5fbb599faf2c6837107b36",
      text: #"""
-- As put_qualifications, into a generation that has none of them: asking for each whether it is there is a second look along the
-- index, and a second record of the log.
insert into core.qualification (tenant_id, generation, lead_id, created_day, channel, qualified, exits, passed_on)
select tenant_id, generation, lead_id, created_day, channel, qualified, exits, passed_on
from pg_temp.fresh_qualification
where tenant_id = $1

"""#)

    public static let leadIds = SQLFile(
      name: "timeline/lead_ids", sha256: "e53d9abc9e572fb329894f5b41f4807a86e1e88c7a4a84341a59bb3614fc5ab3",
      text: #"""
select distinct lead_id from core.keyring where tenant_id = $1 order by lead_id

"""#)

    /// How many leads the planner believes there are in all generations; −1 where it has never looked.
    public static let leadsKnown = SQLFile(
      name: "timeline/leads_known", sha256: "8b6f514241022c88ff9f3ddbd991462b2e262904b8c8d6ad52b4e054e5905f19",
      text: #"""
-- How many leads the planner believes there are in all generations; −1 where it has never looked.
select reltuples::bigint from pg_class where oid = 'core.profile'::regclass

"""#)

    /// Generation by generation, for the index by account has the generation before the account.
    public static let leadsOfAccounts = SQLFile(
      name: "timeline/leads_of_accounts", sha256: "e363d309740645853a2bc6d67b65b89a4cca34f61a06cc583570824bcfe5053f",
      text: #"""
-- Generation by generation, for the index by account has the generation before the account.
select distinct p.lead_id
from core.generation g
cross join unnest($2::bigint[]) as wanted (account_id)
cross join lateral (
  select p.lead_id from core.profile p
  where p.tenant_id = $1 and p.generation = g.generation and p.account_id = wanted.account_id offset 0
) as p
where g.tenant_id = $1

"""#)

    /// Under what a tenant's leads and accounts are marked: an import leaves hundreds of thousands of marks, and a few tokens a batch.
    public static let markTokens = SQLFile(
      name: "timeline/mark_tokens", sha256: "47b754d637834e6a7be7f07d471b8e26f225c2d14054eebc9542fb0a858d0000",
      text: #"""
-- Under what a tenant's leads and accounts are marked: an import leaves hundreds of thousands of marks, and a few tokens a batch.
select distinct token from core.dirty where tenant_id = $1

"""#)

    public static let marks = SQLFile(
      name: "timeline/marks", sha256: "7f6a99545187a0eef87fc44541b75fc9677cbaadf3f0228733981426ca685238",
      text: #"""
select unit, id, token from core.dirty where tenant_id = $1 order by unit, id limit $2

"""#)

    /// Leases live on the database's clock.
    public static let now = SQLFile(
      name: "timeline/now", sha256: "9cc8dce06323c41fe2f77370e9422ac4c8b02aee6852ee66cc62cd683c35d412",
      text: #"""
-- Leases live on the database's clock.
select clock_timestamp()

"""#)

    public static let openAccounts = SQLFile(
      name: "timeline/open_accounts", sha256: "9529985f96db06e908c231229780f6ff1eb83b20c67ec926a03180b3c7b95ba2",
      text: #"""
create temporary table if not exists fresh_account (like core.account_momentum) on commit delete rows

"""#)

    public static let openMomenta = SQLFile(
      name: "timeline/open_momenta", sha256: "9f2f2a29c70e9933d4fdd3189042b2bb8e31b3a2d5159b5e79ad950767970006",
      text: #"""
create temporary table if not exists fresh_momentum (like core.momentum) on commit delete rows

"""#)

    public static let openProfiles = SQLFile(
      name: "timeline/open_profiles", sha256: "973d4ef0b771ab8ec31f5eafa3e7ae33ea31bc6a7af08cc6d3d38a86f00f1aa1",
      text: #"""
create temporary table if not exists fresh_profile (like core.profile) on commit delete rows

"""#)

    /// Where results land before they go through the policies (Docs/Decisions/0004).
    public static let openResults = SQLFile(
      name: "timeline/open_results", sha256: "5f86d275d2e096bc2736ae323195b67a2fab7fe14407b330d2de2454d58aa7a8",
      text: #"""
-- Where results land before they go through the policies (Docs/Decisions/0004).
create temporary table if not exists fresh_qualification (like core.qualification) on commit delete rows

"""#)

    /// As put_accounts, of one account (Docs/Decisions/0033).
    public static let putAccount = SQLFile(
      name: "timeline/put_account", sha256: "09a256e9ef301ce3f126e5c447271ad55b2bf424cebc7f8a1cca1bc36add8f16",
      text: #"""
-- As put_accounts, of one account (Docs/Decisions/0033).
insert into core.account_momentum (tenant_id, generation, account_id, days, stakeholders, before, points, momentum, surging)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (tenant_id, generation, account_id) do update set days = excluded.days, stakeholders = excluded.stakeholders,
  before = excluded.before, points = excluded.points, momentum = excluded.momentum, surging = excluded.surging

"""#)

    public static let putAccounts = SQLFile(
      name: "timeline/put_accounts", sha256: "bc2dbe22d4a2eb92d4e0e887d5a79e912dbfdfa807b4e76e9699979ad4c3515a",
      text: #"""
insert into core.account_momentum (tenant_id, generation, account_id, days, stakeholders, before, points, momentum, surging)
select tenant_id, generation, account_id, days, stakeholders, before, points, momentum, surging
from pg_temp.fresh_account
where tenant_id = $1
on conflict (tenant_id, generation, account_id) do update set days = excluded.days, stakeholders = excluded.stakeholders,
  before = excluded.before, points = excluded.points, momentum = excluded.momentum, surging = excluded.surging

"""#)

    public static let putMomenta = SQLFile(
      name: "timeline/put_momenta", sha256: "990563aef708d4d427ac575765b9ce89add048d616ba29cf80ba6e64c07ff84c",
      text: #"""
insert into core.momentum (tenant_id, generation, lead_id, days, velocity, frequency, content, gain, state, engaged_first, engaged_last, touched,
  unreachable_at, score_days, scores, depth_days)
select tenant_id, generation, lead_id, days, velocity, frequency, content, gain, state, engaged_first, engaged_last, touched,
  unreachable_at, score_days, scores, depth_days
from pg_temp.fresh_momentum
where tenant_id = $1
on conflict (tenant_id, generation, lead_id) do update set days = excluded.days, velocity = excluded.velocity,
  frequency = excluded.frequency, content = excluded.content, gain = excluded.gain, state = excluded.state,
  engaged_first = excluded.engaged_first, engaged_last = excluded.engaged_last, touched = excluded.touched,
  unreachable_at = excluded.unreachable_at, score_days = excluded.score_days, scores = excluded.scores,
  depth_days = excluded.depth_days

"""#)

    /// As put_momenta, of one lead (Docs/Decisions/0033).
    public static let putMomentum = SQLFile(
      name: "timeline/put_momentum", sha256: "ad8a9a74e28002cd05f08193971083ed7e9abbdd83b74b1844ce1a58bd2d5e97",
      text: #"""
-- As put_momenta, of one lead (Docs/Decisions/0033).
insert into core.momentum (tenant_id, generation, lead_id, days, velocity, frequency, content, gain, state, engaged_first,
  engaged_last, touched, unreachable_at, score_days, scores, depth_days)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
on conflict (tenant_id, generation, lead_id) do update set days = excluded.days, velocity = excluded.velocity,
  frequency = excluded.frequency, content = excluded.content, gain = excluded.gain, state = excluded.state,
  engaged_first = excluded.engaged_first, engaged_last = excluded.engaged_last, touched = excluded.touched,
  unreachable_at = excluded.unreachable_at, score_days = excluded.score_days, scores = excluded.scores,
  depth_days = excluded.depth_days

"""#)

    /// As put_profiles, of one lead (Docs/Decisions/0033).
    public static let putProfile = SQLFile(
      name: "timeline/put_profile", sha256: "558d24d74e3501e37cc36b80318882cf7bab341fbb26613627267490dc4a0203",
      text: #"""
-- As put_profiles, of one lead (Docs/Decisions/0033).
insert into core.profile (tenant_id, generation, lead_id, account_id, stage, external_id, email, name, title, attributes,
  stage_days, stages, account_attributes)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict (tenant_id, generation, lead_id) do update set account_id = excluded.account_id, stage = excluded.stage,
  external_id = excluded.external_id, email = excluded.email, name = excluded.name, title = excluded.title,
  attributes = excluded.attributes, stage_days = excluded.stage_days, stages = excluded.stages,
  account_attributes = excluded.account_attributes

"""#)

    public static let putProfiles = SQLFile(
      name: "timeline/put_profiles", sha256: "44eb439188e7b66c321ff0ba286c76fc6cf8ee04b4c767cb0d3199a1b6878126",
      text: #"""
insert into core.profile (tenant_id, generation, lead_id, account_id, stage, external_id, email, name, title, attributes,
  stage_days, stages, account_attributes)
select tenant_id, generation, lead_id, account_id, stage, external_id, email, name, title, attributes, stage_days, stages,
  account_attributes
from pg_temp.fresh_profile
where tenant_id = $1
on conflict (tenant_id, generation, lead_id) do update set account_id = excluded.account_id, stage = excluded.stage,
  external_id = excluded.external_id, email = excluded.email, name = excluded.name, title = excluded.title,
  attributes = excluded.attributes, stage_days = excluded.stage_days, stages = excluded.stages,
  account_attributes = excluded.account_attributes

"""#)

    /// As put_qualifications, of one lead: a few at hand go many in one round trip, and no table of the session is touched,
    /// which every commit would empty anew (Docs/Decisions/0033).
    public static let putQualification = SQLFile(
      name: "timeline/put_qualification", sha256: "558306f4d108e33ece48bc98b510e6926ea83eb0e7a24ff7c38b1bd62b71934b",
      text: #"""
-- As put_qualifications, of one lead: a few at hand go many in one round trip, and no table of the session is touched,
-- which every commit would empty anew (Docs/Decisions/0033).
insert into core.qualification (tenant_id, generation, lead_id, created_day, channel, qualified, exits, passed_on)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (tenant_id, generation, lead_id) do update set created_day = excluded.created_day,
  channel = excluded.channel, qualified = excluded.qualified, exits = excluded.exits, passed_on = excluded.passed_on

"""#)

    public static let putQualifications = SQLFile(
      name: "timeline/put_qualifications", sha256: "41266bfb9b83945f9ef3f8158a7e986a53c7849f621d1ef55be5fed5236a9c97",
      text: #"""
insert into core.qualification (tenant_id, generation, lead_id, created_day, channel, qualified, exits, passed_on)
select tenant_id, generation, lead_id, created_day, channel, qualified, exits, passed_on
from pg_temp.fresh_qualification
where tenant_id = $1
on conflict (tenant_id, generation, lead_id) do update set created_day = excluded.created_day,
  channel = excluded.channel, qualified = excluded.qualified, exits = excluded.exits, passed_on = excluded.passed_on

"""#)

    public static let releaseRefresh = SQLFile(
      name: "timeline/release_refresh", sha256: "ee365291aac1ab3827bceff760d590cc168d7d4167c58ab62878d7aebd2c9874",
      text: #"""
delete from core.refresh where tenant_id = $1 and run = $2

"""#)

    /// One at a time, many in one round trip: a list is a join, and a join may go through the whole generation.
    public static let removeAccounts = SQLFile(
      name: "timeline/remove_accounts", sha256: "e02571661cb486709c3cb1f1308993deb9468a751da888b6cef902194ee06ac4",
      text: #"""
-- One at a time, many in one round trip: a list is a join, and a join may go through the whole generation.
delete from core.account_momentum where tenant_id = $1 and generation = $2 and account_id = $3

"""#)

    /// One at a time, many in one round trip: a list is a join, and a join may go through the whole generation.
    public static let removeMomenta = SQLFile(
      name: "timeline/remove_momenta", sha256: "2d091718317c916b67ec80f788cc6561f0dc6bd9593a65306b4e6eed178b92dd",
      text: #"""
-- One at a time, many in one round trip: a list is a join, and a join may go through the whole generation.
delete from core.momentum where tenant_id = $1 and generation = $2 and lead_id = $3

"""#)

    /// One at a time, many in one round trip: a list is a join, and a join may go through the whole generation.
    public static let removeProfiles = SQLFile(
      name: "timeline/remove_profiles", sha256: "87d7e76de806edb96bfe4578dd5195107f879f16571b470469966412af4ce17c",
      text: #"""
-- One at a time, many in one round trip: a list is a join, and a join may go through the whole generation.
delete from core.profile where tenant_id = $1 and generation = $2 and lead_id = $3

"""#)

    /// One at a time, many in one round trip: a list is a join, and a join may go through the whole generation.
    public static let removeQualifications = SQLFile(
      name: "timeline/remove_qualifications", sha256: "763eb7736c97cc9f562656f113eef86e2e233a7641e35c47a025c36b468079bb",
      text: #"""
-- One at a time, many in one round trip: a list is a join, and a join may go through the whole generation.
delete from core.qualification where tenant_id = $1 and generation = $2 and lead_id = $3

"""#)

    /// A day on which nothing happens any more has no row: incremental and rebuilt sums are the same rows.
    public static let removeZeroCounts = SQLFile(
      name: "timeline/remove_zero_counts", sha256: "5e0985e81393d8ec85ce3ddafd1c3afb64689b3ef148f8362b88750435f449e8",
      text: #"""
-- A day on which nothing happens any more has no row: incremental and rebuilt sums are the same rows.
delete from core.day_count
where tenant_id = $1 and generation = $2 and day = any ($3) and created = 0 and entered = 0 and exited_converted = 0
  and exited_disqualified = 0 and exited_decayed = 0 and exited_criteria = 0 and passed_through = 0

"""#)

    /// Never the one that readers see: whoever wants it gone did not hear that it was switched to.
    public static let retireGeneration = SQLFile(
      name: "timeline/retire_generation", sha256: "42a0059da756f3a0de4e7c680ad125193ca6ba28c22ef2ae16c12bc81c5eebc7",
      text: #"""
-- Never the one that readers see: whoever wants it gone did not hear that it was switched to.
update core.generation set state = 'retired'
where tenant_id = $1 and generation = $2
  and generation is distinct from (select live_generation from core.head where tenant_id = $1)

"""#)

    /// After a switch: the new one is ready, every other one is done with.
    public static let settleGenerations = SQLFile(
      name: "timeline/settle_generations", sha256: "70ddffb8a6e7fb95ce0ef4f6075c719dc68a8c57c86409673b0fdc0350691cb8",
      text: #"""
-- After a switch: the new one is ready, every other one is done with.
update core.generation
set state = case when generation = $2 then 'ready' else 'retired' end
where tenant_id = $1 and state <> 'retired'

"""#)

    /// News about these accounts (NULL: about all), in order.
    public static let signals = SQLFile(
      name: "timeline/signals", sha256: "5d005e3af674a4182974645f67cbd410f2f0e51f9c08adb912075f68e6ff03c8",
      text: #"""
-- News about these accounts (NULL: about all), in order.
select n.account_id, n.type, n.occurred_at
from (
  select s.account_id, s.type, s.occurred_at, s.message
  from core.signal s
  where s.tenant_id = $1 and $2::bigint[] is null
  union all
  select s.account_id, s.type, s.occurred_at, s.message
  from unnest($2::bigint[]) as wanted (account_id)
  cross join lateral (
    select * from core.signal s where s.tenant_id = $1 and s.account_id = wanted.account_id offset 0
  ) as s
) as n
order by n.account_id, n.occurred_at, n.message

"""#)

    public static let stored = SQLFile(
      name: "timeline/stored", sha256: "c20a82274723a55fcf9fee4ff315078dd31f8883be404fa3b6f4bc0046494b6e",
      text: #"""
select q.lead_id, q.created_day, q.channel, q.qualified, q.exits, q.passed_on
from unnest($3::bigint[]) as wanted (lead_id)
cross join lateral (
  select * from core.qualification q
  where q.tenant_id = $1 and q.generation = $2 and q.lead_id = wanted.lead_id offset 0
) as q

"""#)

    public static let storedAccounts = SQLFile(
      name: "timeline/stored_accounts", sha256: "18cdfa3e970e93b84ba8044a1c218e170141652d9f135dd6429800061733911d",
      text: #"""
select account_id, days, stakeholders, before, points, momentum, surging
from core.account_momentum
where tenant_id = $1 and generation = $2
order by account_id

"""#)

    public static let storedAll = SQLFile(
      name: "timeline/stored_all", sha256: "0e9f8df6943d0c073e9de9055050cb12396ea5581cbce93a6f9ad68b6bf75144",
      text: #"""
select q.lead_id, q.created_day, q.channel, q.qualified, q.exits, q.passed_on, p.stage, p.account_id
from core.qualification q
join core.profile p on p.tenant_id = q.tenant_id and p.generation = q.generation and p.lead_id = q.lead_id
where q.tenant_id = $1 and q.generation = $2
order by q.lead_id

"""#)

    public static let storedCounts = SQLFile(
      name: "timeline/stored_counts", sha256: "9e85e29526714df12a3073e9e8c3e98069a32aeb25e506037bd16581318376ed",
      text: #"""
select day, channel, created, entered, exited_converted, exited_disqualified, exited_decayed, exited_criteria, passed_through
from core.day_count
where tenant_id = $1 and generation = $2
order by day, channel

"""#)

    /// Whose account each of these leads was, and what it made of its momentum by itself; without a row
    /// where it was no lead.
    public static let storedMomenta = SQLFile(
      name: "timeline/stored_momenta", sha256: "21cd510314289c9e92b905a05b746d99360000f8e38c400dfb0e8004c39a2aa0",
      text: #"""
-- Whose account each of these leads was, and what it made of its momentum by itself; without a row
-- where it was no lead.
select p.lead_id, p.account_id, m.days, m.velocity, m.frequency, m.content, m.gain, m.state, m.engaged_first, m.engaged_last, m.touched,
       m.unreachable_at, m.score_days, m.scores, m.depth_days
from unnest($3::bigint[]) as wanted (lead_id)
cross join lateral (
  select p.lead_id, p.account_id from core.profile p
  where p.tenant_id = $1 and p.generation = $2 and p.lead_id = wanted.lead_id offset 0
) as p
left join lateral (
  select * from core.momentum m
  where m.tenant_id = $1 and m.generation = $2 and m.lead_id = wanted.lead_id offset 0
) as m on true

"""#)

    /// The one UPDATE that readers follow.
    public static let switchGeneration = SQLFile(
      name: "timeline/switch_generation", sha256: "f63a24803eb67d546195210820e1f4bfee98b9cf0c4d67db41f7588b0bed3eb6",
      text: #"""
-- The one UPDATE that readers follow.
update core.head set live_generation = $2 where tenant_id = $1

"""#)

    /// Makes this run the only one that may write the tenant's timelines. Empty: another holds it and
    /// was heard of in the last $3 seconds. One that fell silent is overtaken, and finds so at its next write.
    public static let takeRefresh = SQLFile(
      name: "timeline/take_refresh", sha256: "b1edc7f37f9c699c43d59ca699eae51d44b126f09ce594440d392bd550f22174",
      text: #"""
-- Makes this run the only one that may write the tenant's timelines. Empty: another holds it and
-- was heard of in the last $3 seconds. One that fell silent is overtaken, and finds so at its next write.
insert into core.refresh (tenant_id, run, touched_at) values ($1, $2, clock_timestamp())
on conflict (tenant_id) do update set run = excluded.run, touched_at = excluded.touched_at
where refresh.touched_at < excluded.touched_at - make_interval(secs => $3)
returning true

"""#)

    public static let touchRefresh = SQLFile(
      name: "timeline/touch_refresh", sha256: "526c770b2cea755e3536dc7b8e1bb94289689dad1584506ae3c58c21ecc75f16",
      text: #"""
update core.refresh set touched_at = $3 where tenant_id = $1 and run = $2

"""#)

    /// The next leads by number that were not merged into others.
    public static let unmergedLeads = SQLFile(
      name: "timeline/unmerged_leads", sha256: "57825b967c5ac9aa0d65941b28ebd607c7e2507547b4a179e9653a385c75d552",
      text: #"""
-- The next leads by number that were not merged into others.
select lead_id from core.lead
where tenant_id = $1 and lead_id > $2 and merged_into is null
order by lead_id
limit $3

"""#)

    /// What a run may find to do beside its marks: whether due_watches would find anything ($2 is a day instead of today), and
    /// whether a refresh waits that would find nothing after it. One that is wanted later stays, and harms nobody.
    /// The order names the index, which exists() would drop, and the day is asked for once: along the key the server went through
    /// all watches of the tenant, and asked each for the day. Nearly half of what the server did for 1,500 turns was that.
    public static let whatIsDue = SQLFile(
      name: "timeline/what_is_due", sha256: "f82b03254741e463c0ff56a362d1223b956501badc0ebfda2327a61be8b50540",
      text: #"""
-- What a run may find to do beside its marks: whether due_watches would find anything ($2 is a day instead of today), and
-- whether a refresh waits that would find nothing after it. One that is wanted later stays, and harms nobody.
-- The order names the index, which exists() would drop, and the day is asked for once: along the key the server went through
-- all watches of the tenant, and asked each for the day. Nearly half of what the server did for 1,500 turns was that.
select coalesce((select true from core.watch w
                  where w.tenant_id = $1 and w.due_day <= (select coalesce($2, report.today()))
                  order by w.due_day limit 1), false),
       exists (select from work.job j where j.tenant_id = $1 and j.kind = 'refresh')

"""#)
  }
}
