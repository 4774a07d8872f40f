// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  public enum Alerts {
    public static let accountNames = SQLFile(
      name: "alerts/account_names", sha256: "2e3fe2cfb944be86f9a7918b656849a291a11593f5f891f9788f749ea94cd4d4",
      text: #"""
select a.account_id, a.key
from unnest($2::bigint[]) as wanted (account_id)
cross join lateral (
  select a.account_id, a.key from core.account a where a.tenant_id = $1 and a.account_id = wanted.account_id offset 0
) as a

"""#)

    /// Every statement of this folder.
    public static let all: [SQLFile] = [accountNames, assign, digest, dueWatches, firstKeyrings, insert, known, lately, pauseSdr, promote, putSdr, putWatches, removeWatches, sdrs, signals, subjects, tag, turnSdr, workflowOff, workflowOn, workflows]

    public static let assign = SQLFile(
      name: "alerts/assign", sha256: "177cb954bb4ea991fcfdf77e45f7ea8fc2234e20828b120a5b4854d5ae21d62c",
      text: #"""
insert into core.assignment (tenant_id, lead_id, sdr)
select $1, a.lead_id, a.sdr from unnest($2::bigint[], $3::text[]) as a (lead_id, sdr)
on conflict (tenant_id, lead_id) do nothing

"""#)

    /// What a day's digest says, a line each: how many, and who comes first.
    public static let digest = SQLFile(
      name: "alerts/digest", sha256: "521fa6486b4fce18c2b367927957719bbb28b862a5996263e892a879b6369ece",
      text: #"""
-- What a day's digest says, a line each: how many, and who comes first.
select 'cooling', count(*), (array_agg(coalesce(p.name, r.email, r.external_id, 'lead ' || r.lead_id) order by r.score desc))[1:5]
from report.reach r
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = r.lead_id
where r.tier = 'cooling' and r.tier_since >= r.today - 1 and r.uncallable is null
union all
select 'neutral', count(*), (array_agg(coalesce(p.name, r.email, r.external_id, 'lead ' || r.lead_id) order by r.score desc))[1:5]
from report.reach r
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = r.lead_id
where r.tier = 'neutral' and r.stage = 'mql' and r.tier_since <= r.today - 13 and r.uncallable is null
union all
select 'growing', count(*), (array_agg(a.account order by a.stakeholders_now - a.stakeholders_before desc, a.momentum desc))[1:5]
from report.account_momentum a
where a.stakeholders_now > a.stakeholders_before
union all
-- On the first day of a month the one before has become final.
select 'band', count(*), array_agg(to_char(l.period_start, 'YYYY-MM') || ': ' || l.band || ', before ' || l.before)
from (
  select v.period_start, v.band, lag(v.band) over (order by v.period_start) as before,
         row_number() over (order by v.period_start desc) as n
  from report.lvr v
  where v.grain = 'month' and v.status = 'final' and v.band is not null
) as l
where l.n = 1 and l.band <> l.before and extract(day from report.today()) = 1

"""#)

    /// Of what something has to be told today though nothing happened. Sorted after they are found: in the
    /// order of the key the server would go through those of all days to come.
    public static let dueWatches = SQLFile(
      name: "alerts/due_watches", sha256: "28255897c3097d2d79a45afae4a2bbc256ce8b0a6e1e559767ea23f46be7f90c",
      text: #"""
-- Of what something has to be told today though nothing happened. Sorted after they are found: in the
-- order of the key the server would go through those of all days to come.
select w.unit, w.id
from (select unit, id from core.watch where tenant_id = $1 and due_day <= $2 offset 0) as w
order by w.unit, w.id
limit $3

"""#)

    /// The keyring that speaks for each of these leads.
    public static let firstKeyrings = SQLFile(
      name: "alerts/first_keyrings", sha256: "ec95d4f1a938adc72832182474d88b9f26a7cc3fe4f0affb69a7dd8d01e26b3a",
      text: #"""
-- The keyring that speaks for each of these leads.
select wanted.lead_id, min(k.keyring_id)
from unnest($2::bigint[]) as wanted (lead_id)
cross join lateral (
  select k.keyring_id from core.keyring k where k.tenant_id = $1 and k.lead_id = wanted.lead_id offset 0
) as k
group by wanted.lead_id

"""#)

    /// Each occasion once, whoever looks at it again.
    public static let insert = SQLFile(
      name: "alerts/insert", sha256: "c2af8d629d6ac5f3df5fc93a2661a9421d1d2852ccbb03eb4ce9fe11a6804bfb",
      text: #"""
-- Each occasion once, whoever looks at it again.
with numbered as (
  update core.head set next_alert = next_alert + cardinality($2::text[]) where tenant_id = $1
  returning next_alert - cardinality($2::text[]) as first
)
insert into core.alert (tenant_id, alert_id, firing, kind, lead_id, account_id, day, headline, reason, action, due_by,
  momentum, tier, assigned_to)
select $1, h.first + a.n - 1, a.firing, a.kind, a.lead_id, a.account_id, $3, a.headline, a.reason, a.action, a.due_by,
       a.momentum, a.tier, a.assigned_to
from numbered h,
     unnest($2::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::timestamptz[],
       $11::int[], $12::text[], $13::text[]) with ordinality
       as a (firing, kind, lead_id, account_id, headline, reason, action, due_by, momentum, tier, assigned_to, n)
on conflict (tenant_id, firing) do nothing
returning alert_id

"""#)

    /// Of these occasions, those that were told.
    public static let known = SQLFile(
      name: "alerts/known", sha256: "710a726f0498f5f339976608e3fb82408f2950e85d324e1ca53c90bd9f2bb243",
      text: #"""
-- Of these occasions, those that were told.
select a.firing
from unnest($2::text[]) as wanted (firing)
cross join lateral (
  select a.firing from core.alert a where a.tenant_id = $1 and a.firing = wanted.firing offset 0
) as a

"""#)

    /// Of these accounts, those of which new stakeholders were told since a day.
    public static let lately = SQLFile(
      name: "alerts/lately", sha256: "1f584282740acdffbd1c837964f235cebc2738efa032674c12c19a06215d3ca8",
      text: #"""
-- Of these accounts, those of which new stakeholders were told since a day.
select distinct a.account_id
from unnest($2::bigint[]) as wanted (account_id)
cross join lateral (
  select a.account_id from core.alert a
  where a.tenant_id = $1 and a.kind = 'stakeholders_joined' and a.account_id = wanted.account_id and a.day > $3 offset 0
) as a

"""#)

    public static let pauseSdr = SQLFile(
      name: "alerts/pause_sdr", sha256: "fe8c2b33e60353b2d3ae59e127a1abf25886a19eb34d4cf643c6a1b8e3656b78",
      text: #"""
update core.sdr set paused = $3 where tenant_id = $1 and name = $2 returning name

"""#)

    /// A stage change that momentum made: an event like any other, known again by its occasion.
    public static let promote = SQLFile(
      name: "alerts/promote", sha256: "703143ec9cc7cb0c02566089fc01f93c2e1b1cdb00395197c766c2cc99e2aaba",
      text: #"""
-- A stage change that momentum made: an event like any other, known again by its occasion.
with numbered as (
  update core.head set next_arrival = next_arrival + cardinality($2::text[]) where tenant_id = $1
  returning next_arrival - cardinality($2::text[]) as first
)
insert into core.event (tenant_id, message, keyring_id, arrival, occurred_at, type, properties)
select $1, md5(p.firing)::uuid, p.keyring_id, h.first + p.n - 1, clock_timestamp(), 'stage',
       '{"to": "mql", "source": "momentum"}'
from numbered h, unnest($2::text[], $3::bigint[]) with ordinality as p (firing, keyring_id, n)
on conflict (tenant_id, message) do nothing

"""#)

    /// A new one comes after all who wait already.
    public static let putSdr = SQLFile(
      name: "alerts/put_sdr", sha256: "58651e697f05bbd590a35815d08029d81fab89ca1716a568ba66f12e39e2b065",
      text: #"""
-- A new one comes after all who wait already.
insert into core.sdr (tenant_id, name, email, last_turn)
values ($1, $2, $3, coalesce((select max(o.last_turn) from core.sdr o where o.tenant_id = $1), 0))
on conflict (tenant_id, name) do update set email = coalesce(excluded.email, sdr.email), paused = false

"""#)

    public static let putWatches = SQLFile(
      name: "alerts/put_watches", sha256: "23081748c24e1f4163d780a9b6fb4b2e2f771a83bb96069f4becc5fcd9e30ba6",
      text: #"""
insert into core.watch (tenant_id, unit, id, due_day)
select $1, w.unit, w.id, w.due_day from unnest($2::text[], $3::bigint[], $4::date[]) as w (unit, id, due_day)
on conflict (tenant_id, unit, id) do update set due_day = excluded.due_day
where watch.due_day <> excluded.due_day

"""#)

    /// Each is looked up for itself: joined, where the planner takes a page for dear (its own default), it went through all
    /// watches of the tenant.
    public static let removeWatches = SQLFile(
      name: "alerts/remove_watches", sha256: "1af8d60ebb4a0458d648a049f8746bb7c86841dd80982dfb399463f36f853423",
      text: #"""
-- Each is looked up for itself: joined, where the planner takes a page for dear (its own default), it went through all
-- watches of the tenant.
delete from core.watch w
where w.ctid = any (array(
  select found.id
  from unnest($2::text[], $3::bigint[]) as gone (unit, id)
  cross join lateral (
    select f.ctid as id from core.watch f
    where f.tenant_id = $1 and f.unit = gone.unit and f.id = gone.id offset 0
  ) as found (id)
))

"""#)

    /// The people who call, the next one first.
    public static let sdrs = SQLFile(
      name: "alerts/sdrs", sha256: "b90408d7b175ea5456655991bd40687d43d389395840bb8ec39c2d2e10da043f",
      text: #"""
-- The people who call, the next one first.
select s.name, s.email, s.paused, s.last_turn,
       (select count(*) from core.assignment a where a.tenant_id = $1 and a.sdr = s.name)
from core.sdr s
where s.tenant_id = $1
order by s.paused, s.last_turn, s.name

"""#)

    /// The news about these accounts.
    public static let signals = SQLFile(
      name: "alerts/signals", sha256: "02ec795f4089e56fc115fc7bdacf20073ee7cb441c4c89588d56b6543209b427",
      text: #"""
-- The news about these accounts.
select s.message::text, s.account_id, a.key, s.type, s.occurred_at, s.properties
from unnest($2::bigint[]) as wanted (account_id)
cross join lateral (
  select * from core.signal s where s.tenant_id = $1 and s.account_id = wanted.account_id offset 0
) as s
cross join lateral (
  select a.key from core.account a where a.tenant_id = $1 and a.account_id = wanted.account_id offset 0
) as a

"""#)

    /// Who these leads are and what is to be done about them, on a day.
    public static let subjects = SQLFile(
      name: "alerts/subjects", sha256: "1de2822d35a8763cdcb4904ab6fb0135aedf04379b652d0958fb953886265000",
      text: #"""
-- Who these leads are and what is to be done about them, on a day.
select r.lead_id, p.name, p.title, r.email, r.external_id, r.account, r.account_id, r.stage, r.momentum, r.tier,
       metric.momentum_reason(r.gain, r.velocity, r.frequency, r.content, r.stakeholders, r.stakeholders_now,
         r.stakeholders_before),
       metric.tier_action(r.tier), metric.due_by(r.tier, r.tier_since, r.tier_began, r.zone), r.assigned_to, r.uncallable
from unnest($3::bigint[]) as wanted (lead_id)
cross join lateral (select * from report.reach r where r.lead_id = wanted.lead_id offset 0) as r
cross join lateral (
  select p.name, p.title from core.profile p
  where p.tenant_id = $1 and p.generation = $2 and p.lead_id = wanted.lead_id offset 0
) as p

"""#)

    public static let tag = SQLFile(
      name: "alerts/tag", sha256: "251cbdcc464e6b64ec2947ab50aa548a914401b01cedc8efd8b17b693c3d1394",
      text: #"""
insert into core.tag (tenant_id, lead_id, tag)
select $1, t.lead_id, $3 from unnest($2::bigint[]) as t (lead_id)
on conflict (tenant_id, lead_id, tag) do nothing

"""#)

    public static let turnSdr = SQLFile(
      name: "alerts/turn_sdr", sha256: "5164b94f66180b93c20d0ab362e79ae9ba11971d15550b9e1f6af8c5fb35e93f",
      text: #"""
update core.sdr set last_turn = $3 where tenant_id = $1 and name = $2

"""#)

    public static let workflowOff = SQLFile(
      name: "alerts/workflow_off", sha256: "8362edd69a8c063f09127c3c5c813191c7e5e70891d7a84676d63c59a5a4d7cd",
      text: #"""
delete from core.workflow where tenant_id = $1 and name = $2

"""#)

    public static let workflowOn = SQLFile(
      name: "alerts/workflow_on", sha256: "05ffd2804e316f41a3c3b8cd0798e89739d007bb2a2665284182829d94f270ce",
      text: #"""
insert into core.workflow (tenant_id, name) values ($1, $2) on conflict (tenant_id, name) do nothing

"""#)

    public static let workflows = SQLFile(
      name: "alerts/workflows", sha256: "6898900e47256cdb6c448fbaf0e02a169f7ce5727bdec49dc77abf8160e2013a",
      text: #"""
select name from core.workflow where tenant_id = $1 order by name

"""#)
  }
}
