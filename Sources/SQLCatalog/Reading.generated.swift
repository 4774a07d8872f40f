// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  public enum Reading {
    /// The accounts that move most.
    public static let accounts = SQLFile(
      name: "reading/accounts", sha256: "1dbb6054beccf9e02c16c9cc3e3fa434b66e41c48f8935ba70b9bfa17232d29e",
      text: #"""
-- The accounts that move most.
select account, momentum, stakeholders_now, stakeholders_before, surging
from report.account_momentum
order by momentum desc, stakeholders_now desc, account
limit $1

"""#)

    /// Every statement of this folder.
    public static let all: [SQLFile] = [accounts, asOf, cooling, definition, doubtfulKeyrings, figures, lead, leadsOfKey, lvr, lvrByChannel, mergedLeads, momentum, momentumFigures, momentumSpans, people, portfolio, quadrants, qualifiedBetween, queue, recordFiles, standing, surging, survivor, tiers, today, transitions, unheard]

    public static let asOf = SQLFile(
      name: "reading/as_of", sha256: "c497efddbab8c0ed43b6381ba518260b29b4b72684aab55b157f978b85a3c1f7",
      text: #"""
select set_config('headway.as_of', $1, true)

"""#)

    /// Who should hear from us before they go cold, and who they are: the newest first.
    public static let cooling = SQLFile(
      name: "reading/cooling", sha256: "b039a277d2ec8a2f698443110da5c1bf3d3c6afb9d5eb278271ea29181892930",
      text: #"""
-- Who should hear from us before they go cold, and who they are: the newest first.
select r.lead_id, r.external_id, r.email, p.name, r.account, r.momentum, r.tier_since, r.last_engaged_at,
       r.last_touched_at, r.action, r.assigned_to
from report.reengagement r
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = r.lead_id
order by r.tier_since desc, r.momentum desc, r.lead_id
limit $3

"""#)

    public static let definition = SQLFile(
      name: "reading/definition", sha256: "9939d7241f5fa742d6018a5c2659abdfa629761e89ca70ee58f9546cfd2ce9c9",
      text: #"""
select name, source from core.definition where tenant_id = $1 and version = $2

"""#)

    /// The keyrings of every lead that more than one external id stands for.
    public static let doubtfulKeyrings = SQLFile(
      name: "reading/doubtful_keyrings", sha256: "ff596b105b0e005c38af40367827676ab70a3b43f046c5118c08da9f928b1052",
      text: #"""
-- The keyrings of every lead that more than one external id stands for.
select k.keyring_id, k.digest, k.keys, k.explicit, k.lead_id, k.allotted_lead, k.first_at, k.first_arrival
from core.keyring k
where k.tenant_id = $1
  and k.lead_id in (
    select r.lead_id
    from core.identity i
    join core.keyring r on r.tenant_id = $1 and r.keyring_id = i.keyring_id
    where i.tenant_id = $1 and i.key like 'external\_id:%'
    group by r.lead_id
    having count(distinct i.key) > 1)
order by k.lead_id, k.keyring_id

"""#)

    /// The figures of rows whose counts were computed on demand, in their order: the formulas are
    /// those of the report views.
    public static let figures = SQLFile(
      name: "reading/figures", sha256: "d1fef4f86d61d2b23f01b82876a455a1d47900e3f97226628cfc8146901638ea",
      text: #"""
-- The figures of rows whose counts were computed on demand, in their order: the formulas are
-- those of the report views.
select g.lvr_stock, g.lvr_flow, g.lvr, g.lvr_low, g.lvr_high, g.significant, g.low_base, g.pace, g.status_reason,
       g.band, g.target_low, g.target_high, g.vs_target, g.total_lvr, g.contribution,
       metric.shown(g.lvr, g.target_low, g.target_high)
from unnest($5::boolean[], $6::boolean[], $7::date[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[],
    $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[])
  with ordinality as n (first_period, in_progress, period_start, opening, closing, entered, exited, passed_through,
    created, before_entered, before_created, same_day_closing, all_opening, all_before, place)
cross join lateral metric.figures($1::text, $2::text, n.first_period, n.in_progress, n.period_start, $3::date,
  $4::bigint, n.opening, n.closing, n.entered, n.exited, n.passed_through, n.created, n.before_entered, n.before_created,
  n.same_day_closing, n.all_opening, n.all_before) as g
order by n.place

"""#)

    /// One lead as it stands today.
    public static let lead = SQLFile(
      name: "reading/lead", sha256: "45debc2f33153bb8ba3fefcfe3eb43d7f85a94f5ba83793b9a44a70a9b68c41b",
      text: #"""
-- One lead as it stands today.
select q.lead_id, q.created_day, q.channel, q.qualified, q.exits, q.passed_on, p.stage, p.external_id, p.email, p.name, p.title,
       a.key, p.attributes, q.qualified @> report.today(),
       exists (select from core.dirty m
                where m.tenant_id = $1 and (m.unit = 'lead' and m.id = $3 or m.unit = 'account' and m.id = p.account_id))
from core.qualification q
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = q.lead_id
left join core.account a on a.tenant_id = $1 and a.account_id = p.account_id
where q.tenant_id = $1 and q.generation = $2 and q.lead_id = $3

"""#)

    /// Whoever carries a key; several after a split.
    public static let leadsOfKey = SQLFile(
      name: "reading/leads_of_key", sha256: "3401155978f736d3e0f8a27f6caa17babcebfe19673c0577aab24bccac8b80d4",
      text: #"""
-- Whoever carries a key; several after a split.
select distinct k.lead_id
from core.identity i
join core.keyring k on k.tenant_id = $1 and k.keyring_id = i.keyring_id
where i.tenant_id = $1 and i.key = $2
order by k.lead_id

"""#)

    /// A tenant's periods, newest first: those between two days, or the last so many.
    public static let lvr = SQLFile(
      name: "reading/lvr", sha256: "7e9f89fd99a36c46fd2d8bf03293e9a819058bc807ba1a9f6c0420dbb19a63c9",
      text: #"""
-- A tenant's periods, newest first: those between two days, or the last so many.
select tenant, definition, grain, period_start, period_end, status, status_reason, basis, opening, entered,
       exited_converted, exited_disqualified, exited_decayed, exited_criteria, passed_through, closing, lvr_stock,
       lvr_flow, lvr, lvr_low, lvr_high, significant, low_base, pace, band, target_low, target_high, vs_target, created,
       total_lvr, as_of, metric.shown(lvr, target_low, target_high)
from report.lvr
where grain = $1 and ($2::date is null or period_end >= $2) and ($3::date is null or period_start <= $3)
order by period_start desc
limit $4

"""#)

    public static let lvrByChannel = SQLFile(
      name: "reading/lvr_by_channel", sha256: "0fd7aa5552aee6be7a2c0c5be1d71ccc11b28a68518e6df300d483c35f9d22f8",
      text: #"""
select tenant, definition, grain, period_start, period_end, status, basis, channel, opening, entered, exited_converted,
       exited_disqualified, exited_decayed, exited_criteria, closing, lvr_stock, lvr_flow, lvr, lvr_low, lvr_high,
       significant, low_base, contribution, as_of, metric.shown(lvr, null, null)
from report.lvr_by_channel
where grain = $1 and period_end >= $2 and period_start <= $3
order by period_start, channel

"""#)

    public static let mergedLeads = SQLFile(
      name: "reading/merged_leads", sha256: "5176e6f42ba7d0d53b72238fa58ae5066a39cc683da01a1d70a41973fc2928ee",
      text: #"""
select lead_id from core.lead where tenant_id = $1 and merged_into = $2 order by lead_id

"""#)

    /// The leads that move most, or those of one tier, and who they are.
    public static let momentum = SQLFile(
      name: "reading/momentum", sha256: "1ec02a43fb505c8f1bb21ae0439103d18a427b078d7e75a17f0468396a15022c",
      text: #"""
-- The leads that move most, or those of one tier, and who they are.
select m.lead_id, m.external_id, m.email, p.name, p.title, m.account, m.momentum, m.velocity, m.frequency, m.content,
       m.stakeholders, m.tier, m.direction, m.gain, m.tier_since
from report.momentum m
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = m.lead_id
where $3::text is null or m.tier = $3
order by m.momentum desc, m.gain desc, m.lead_id
limit $4

"""#)

    /// What momentum is good for, in figures.
    public static let momentumFigures = SQLFile(
      name: "reading/momentum_figures", sha256: "a4cb059ce3a8a020c71464d0f56937a68b8be2af8950897677d902c3eacd78c7",
      text: #"""
-- What momentum is good for, in figures.
select metric, segment, value, leads::bigint
from report.momentum_dashboard
order by metric, segment

"""#)

    /// A lead's momentum as spans of days, oldest first.
    public static let momentumSpans = SQLFile(
      name: "reading/momentum_spans", sha256: "659aede3a402edefea1df9e44057f75bcb74cf4c20e81158b6f5665b2e59ba39",
      text: #"""
-- A lead's momentum as spans of days, oldest first.
select from_day, to_day, momentum, tier
from report.momentum_history
where lead_id = $1
order by from_day

"""#)

    /// Who these leads are, for a person to read.
    public static let people = SQLFile(
      name: "reading/people", sha256: "5231e89d521b2893835a941ddbcdba05119bd9cb26054194e3c0e5994e1609bd",
      text: #"""
-- Who these leads are, for a person to read.
select p.lead_id, p.external_id, p.email, p.name
from unnest($3::bigint[]) as wanted (lead_id)
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = wanted.lead_id

"""#)

    /// All clients side by side, as the operator.
    public static let portfolio = SQLFile(
      name: "reading/portfolio", sha256: "e40e12ef4d1abfd9ca924cfa7e24f912ac18b1695a0e2031793601f974b29296",
      text: #"""
-- All clients side by side, as the operator.
select tenant, name, state, definition, basis, period_start, period_end, status_reason, opening, entered, exited, closing,
       lvr, lvr_shown, lvr_low, lvr_high, significant, low_base, band, target_low, target_high, vs_target, usual, deviation, distance,
       unusual, lvr_months, pace, alerts, hot_alerts, as_of
from guard.portfolio()

"""#)

    /// How many leads each field of score against momentum has.
    public static let quadrants = SQLFile(
      name: "reading/quadrants", sha256: "481bc597365e3482d7ffa7679db9f22d54bbb42b8a5aa4696b09074f9c4537c5",
      text: #"""
-- How many leads each field of score against momentum has.
select quadrant, count(*), max(median_score)::numeric
from report.quadrant
group by quadrant
order by quadrant

"""#)

    /// The timelines of the leads that a generation had qualified on any day between two.
    public static let qualifiedBetween = SQLFile(
      name: "reading/qualified_between", sha256: "a85bca9af4d210c2f13bafdf02a1fb0e18e6f66f80d528e074fb4064661a4d00",
      text: #"""
-- The timelines of the leads that a generation had qualified on any day between two.
select q.lead_id, q.created_day, q.channel, q.qualified, q.exits, q.passed_on
from core.qualification q
where q.tenant_id = $1 and q.generation = $2
  and (q.qualified && daterange($3, $4, '[]') or q.passed_on between $3 and $4)

"""#)

    /// Whom to call now.
    public static let queue = SQLFile(
      name: "reading/queue", sha256: "0ad2e9ab2c07f4ea1aa96d92b691a94f52cedd4a0983ee64a9bba39ec744d730",
      text: #"""
-- Whom to call now.
select q.position, q.lead_id, q.external_id, q.email, p.name, p.title, q.account, q.momentum, q.tier, q.reason, q.action,
       q.due_by, q.last_engaged_at, q.assigned_to
from report.call_queue q
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = q.lead_id
order by q.position

"""#)

    /// The files that rows of the log came in.
    public static let recordFiles = SQLFile(
      name: "reading/record_files", sha256: "745279f4ac9adce607da3d273004040ecf3dbadc669b674ee1a2ae73b2858ae5",
      text: #"""
-- The files that rows of the log came in.
select r.arrival, r.received_day, i.file_name
from (select r.arrival, r.received_day, r.import_id from core.record r where r.tenant_id = $1 and r.arrival = any ($2)
      union
      select a.arrival, a.received_day, a.import_id from core.account_record a
       where a.tenant_id = $1 and a.arrival = any ($2)) as r
left join core.import i on i.tenant_id = $1 and i.import_id = r.import_id

"""#)

    /// What a tenant's figures stand on, and how much of the log they have not seen: leads with a mark,
    /// or of a company with one.
    public static let standing = SQLFile(
      name: "reading/standing", sha256: "8ca350f90fabda6a6186c333de8c141da29ed8465f9435a2447aa2f1b407a460",
      text: #"""
-- What a tenant's figures stand on, and how much of the log they have not seen: leads with a mark,
-- or of a company with one.
select g.generation, g.definition, d.name, d.basis, d.source, g.zone, g.model, m.source, h.history_from,
       (select count(*)
          from (select m.id from core.dirty m where m.tenant_id = $1 and m.unit = 'lead'
                union
                select p.lead_id
                  from core.dirty m
                  join core.profile p on p.tenant_id = $1 and p.generation = h.live_generation and p.account_id = m.id
                 where m.tenant_id = $1 and m.unit = 'account') as waiting),
       (select max(v.version) from core.definition v where v.tenant_id = $1),
       exists (select from core.keyring k where k.tenant_id = $1)
from core.head h
left join core.generation g on g.tenant_id = $1 and g.generation = h.live_generation
left join core.definition d on d.tenant_id = $1 and d.version = g.definition
left join core.model m on m.tenant_id = $1 and m.version = g.model
where h.tenant_id = $1

"""#)

    /// The accounts that surge, the fastest first.
    public static let surging = SQLFile(
      name: "reading/surging", sha256: "d8b9a40ca2274a36454a8e862db0aff869f169d48a415b068ba0e3a61924a6c9",
      text: #"""
-- The accounts that surge, the fastest first.
select account, momentum, stakeholders_now, stakeholders_before, surging
from report.account_momentum
where surging
order by momentum desc, stakeholders_now desc, account
limit $1

"""#)

    /// The lead that a number leads to: itself, or the one it was merged into.
    public static let survivor = SQLFile(
      name: "reading/survivor", sha256: "71d2890c606cb95f99feec4d3d7ba036be5129ee2ea14803f2c86973a0be2e74",
      text: #"""
-- The lead that a number leads to: itself, or the one it was merged into.
select coalesce(merged_into, lead_id) from core.lead where tenant_id = $1 and lead_id = $2

"""#)

    /// How many leads each tier has.
    public static let tiers = SQLFile(
      name: "reading/tiers", sha256: "262beb5000d7fe96cd5eb8bc8cea998a16330639ffb5ce2de002de6d8869bccd",
      text: #"""
-- How many leads each tier has.
select tier, count(*) from report.momentum group by tier

"""#)

    public static let today = SQLFile(
      name: "reading/today", sha256: "e0559b7988eb0c6ae42546abb3f18cd31b8e9e7d86eeea19d99968f01b1a33aa",
      text: #"""
select report.today()

"""#)

    /// Who entered, left or passed through between two days, in the order of day and lead.
    public static let transitions = SQLFile(
      name: "reading/transitions", sha256: "bd9a8ba8c255bace48a81321fa27d44061b0123feba98b2033f0c2cda79c1d24",
      text: #"""
-- Who entered, left or passed through between two days, in the order of day and lead.
select q.lead_id, moved.day, moved.what, p.external_id, p.email, p.name
from core.qualification q
cross join lateral (
  select lower(u.days) as day, 'entered' as what from unnest(q.qualified) as u (days)
  union all
  select upper(u.days), q.exits[u.n] from unnest(q.qualified) with ordinality as u (days, n)
   where upper(u.days) is not null
  union all
  select q.passed_on, 'passed_through' where q.passed_on is not null
) as moved
left join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = q.lead_id
where q.tenant_id = $1 and q.generation = $2 and moved.day between $3 and $4
order by moved.day, q.lead_id

"""#)

    /// Those with a high score and no momentum, the highest score first.
    public static let unheard = SQLFile(
      name: "reading/unheard", sha256: "e484e4527b8c06fb6fac4bf3f75ac4a9dbbe3383466d3df2764f45a838e7ce4b",
      text: #"""
-- Those with a high score and no momentum, the highest score first.
select q.lead_id, q.external_id, q.email, p.name, q.account, q.score::bigint, q.momentum, q.tier
from report.quadrant q
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = q.lead_id
where q.quadrant = 'high score, no momentum'
order by q.score desc, q.momentum desc, q.lead_id
limit $3

"""#)
  }
}
