// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  public enum Publishing {
    /// Every statement of this folder.
    public static let all: [SQLFile] = [changes, insert, insertParts, lastRevision, months, news, obstacles, rates, seen]

    /// The leads whose part in a published month is another one now, and who they are.
    public static let changes = SQLFile(
      name: "publishing/changes", sha256: "f7c3ba46dda2d05d58236dbe14a98a51162b1b14151efac81a159f4d48f2a1ea",
      text: #"""
-- The leads whose part in a published month is another one now, and who they are.
select c.lead_id, c.published, c.live, p.external_id, p.email, p.name
from report.published_change c
left join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = c.lead_id
where c.period_start = $3
order by c.lead_id
limit $4

"""#)

    /// Keeps a month's figures as readers see them now. Empty: no such month, or it is not over.
    public static let insert = SQLFile(
      name: "publishing/insert", sha256: "7cc9030decc1e13eea44a8d9f24d11216d4a62e46d9b6d8eb8e7a7b31e3e6641",
      text: #"""
-- Keeps a month's figures as readers see them now. Empty: no such month, or it is not over.
insert into core.publication (tenant_id, period_start, revision, reason, definition, zone, next_arrival, basis,
  status_reason, opening, entered, exited_converted, exited_disqualified, exited_decayed, exited_criteria, passed_through,
  closing, created, entered_before, lvr_stock, lvr_flow, lvr, lvr_low, lvr_high, significant, low_base, band, target_low,
  target_high, vs_target, total_lvr)
select $1, l.period_start, $3, $4, l.definition, g.zone, h.next_arrival, l.basis, l.status_reason, l.opening, l.entered,
       l.exited_converted, l.exited_disqualified, l.exited_decayed, l.exited_criteria, l.passed_through, l.closing,
       l.created, l.entered_before, l.lvr_stock, l.lvr_flow, l.lvr, l.lvr_low, l.lvr_high, l.significant, l.low_base,
       l.band, l.target_low, l.target_high, l.vs_target, l.total_lvr
from (
  select m.*, lag(m.entered) over (order by m.period_start) as entered_before from report.lvr m where m.grain = 'month'
) as l
join core.head h on h.tenant_id = $1
join core.generation g on g.tenant_id = $1 and g.generation = h.live_generation
where l.period_start = $2 and l.status = 'final'
returning opening, entered, exited_converted, exited_disqualified, exited_decayed, exited_criteria, passed_through

"""#)

    /// Keeps which lead had which part in a month, and answers what the parts add up to.
    public static let insertParts = SQLFile(
      name: "publishing/insert_parts", sha256: "563ae8bbf046eb4be5ff3dcf36a6aaa55d057a481a662ab50410c87c6dac8618",
      text: #"""
-- Keeps which lead had which part in a month, and answers what the parts add up to.
with kept as (
  insert into core.published_part (tenant_id, period_start, revision, part, opening, entered, exited_converted,
    exited_disqualified, exited_decayed, exited_criteria, passed_through, leads)
  select $1, $2, $3,
         row_number() over (order by m.opening desc, m.entered, m.exited_converted, m.exited_disqualified,
           m.exited_decayed, m.exited_criteria, m.passed_through),
         m.opening, m.entered, m.exited_converted, m.exited_disqualified, m.exited_decayed, m.exited_criteria,
         m.passed_through, array_agg(q.lead_id order by q.lead_id)
  from core.head h
  join core.qualification q on q.tenant_id = $1 and q.generation = h.live_generation
    and metric.has_part(q.qualified, q.passed_on, $2::date, $4::date)
  cross join lateral metric.part(q.qualified, q.exits, q.passed_on, $2::date, $4::date) as m
  where h.tenant_id = $1
  group by m.opening, m.entered, m.exited_converted, m.exited_disqualified, m.exited_decayed, m.exited_criteria,
    m.passed_through
  returning *
)
select coalesce(sum(k.opening * n.leads), 0)::integer, coalesce(sum(k.entered * n.leads), 0)::integer,
       coalesce(sum(k.exited_converted * n.leads), 0)::integer, coalesce(sum(k.exited_disqualified * n.leads), 0)::integer,
       coalesce(sum(k.exited_decayed * n.leads), 0)::integer, coalesce(sum(k.exited_criteria * n.leads), 0)::integer,
       coalesce(sum(k.passed_through * n.leads), 0)::integer
from kept k
cross join lateral (select cardinality(k.leads) as leads) as n

"""#)

    public static let lastRevision = SQLFile(
      name: "publishing/last_revision", sha256: "40ea1e4c6b9ade998b45f45d9f557bac67a360c58cc7f6c6d6987cf31a2141d8",
      text: #"""
select revision, published_at from core.publication
where tenant_id = $1 and period_start = $2
order by revision desc
limit 1

"""#)

    /// Published months with what is so now, newest first: those between two days, or the last so many.
    public static let months = SQLFile(
      name: "publishing/months", sha256: "f4536fc87e35ad1a42cc9373f328ff1f4b4dd897fa99aae9929bc38b18c84033",
      text: #"""
-- Published months with what is so now, newest first: those between two days, or the last so many.
select tenant, period_start, definition, published_at, revision, reason, basis, status_reason, opening, entered,
       exited_converted, exited_disqualified, exited_decayed, exited_criteria, passed_through, closing, created,
       entered_before, lvr_stock, lvr_flow, lvr, lvr_low, lvr_high, significant, low_base, band, target_low, target_high,
       vs_target, total_lvr, metric.shown(lvr, target_low, target_high), live_definition, live_basis, live_status_reason,
       live_opening, live_entered, live_exited_converted, live_exited_disqualified, live_exited_decayed,
       live_exited_criteria, live_passed_through, live_closing, live_created, live_entered_before, live_lvr_stock,
       live_lvr_flow, live_lvr, live_band, live_vs_target, metric.shown(live_lvr, target_low, target_high), leads_changed
from report.published_lvr
where ($1::date is null or period_start >= $1) and ($2::date is null or period_start <= $2)
order by period_start desc
limit $3

"""#)

    /// What a publication had not seen of some leads: facts by kind and file, joins and splits.
    public static let news = SQLFile(
      name: "publishing/news", sha256: "0efef1522507e063ce9afcb88b890b218d5db007487642d6e8db30e511aebe02",
      text: #"""
-- What a publication had not seen of some leads: facts by kind and file, joins and splits.
with known as (
  select u.lead_id
  from core.published_part t
  cross join lateral unnest(t.leads) as u (lead_id)
  where t.tenant_id = $1 and t.period_start = $5 and t.revision = $6
)
select w.lead_id, f.what, count(*), min(f.other), i.file_name, min(i.received_day)
from unnest($3::bigint[]) as w (lead_id)
cross join lateral (
  select n.what, n.import_id, n.other
  from core.keyring k
  cross join lateral (
    select 'event' as what, e.import_id, null::text as other from core.event e
     where e.tenant_id = $1 and e.keyring_id = k.keyring_id and e.arrival >= $4
    union all
    select 'record', r.import_id, null from core.record r
     where r.tenant_id = $1 and r.keyring_id = k.keyring_id and r.arrival >= $4
    union all
    select 'deal', d.import_id, null from core.deal_row d
     where d.tenant_id = $1 and d.keyring_id = k.keyring_id and d.arrival >= $4
    union all
    select 'split', null, b.key from core.ban b where b.tenant_id = $1 and b.key = any (k.keys) and b.arrival >= $4
  ) as n
  where k.tenant_id = $1 and k.lead_id = w.lead_id
  union all
  select 'company', a.import_id, null
  from core.profile p
  join core.account_record a on a.tenant_id = $1 and a.account_id = p.account_id and a.arrival >= $4
  where p.tenant_id = $1 and p.generation = $2 and p.lead_id = w.lead_id
  union all
  select 'join', null, n.lead_id::text
  from core.lead n
  join known o on o.lead_id = n.lead_id
  where n.tenant_id = $1 and n.merged_into = w.lead_id
  offset 0
) as f
left join core.import i on i.tenant_id = $1 and i.import_id = f.import_id
group by w.lead_id, f.what, i.import_id, i.file_name, case when f.what in ('join', 'split') then f.other end
order by w.lead_id, f.what, i.import_id

"""#)

    /// What is still under way, besides marks: an import that did not end, unless a later one of its kind did,
    /// and a generation that somebody is building.
    public static let obstacles = SQLFile(
      name: "publishing/obstacles", sha256: "44d0a64f5aa0b10cf72d94c2659ebad99777430e1d74e4fc2dfc26f586354339",
      text: #"""
-- What is still under way, besides marks: an import that did not end, unless a later one of its kind did,
-- and a generation that somebody is building.
select 'import', i.import_id, i.kind, i.file_name
from core.import i
where i.tenant_id = $1 and i.state = 'running'
  and not exists (
    select from core.import l
    where l.tenant_id = $1 and l.kind = i.kind and l.import_id > i.import_id and l.state = 'done')
union all
select 'rebuild', g.generation, null, null
from core.generation g
join core.refresh r on r.tenant_id = $1 and r.touched_at > clock_timestamp() - $2::integer * interval '1 second'
where g.tenant_id = $1 and g.state = 'building'
order by 1, 2

"""#)

    /// What was published as the headline of the months between two days. Reads no lead.
    public static let rates = SQLFile(
      name: "publishing/rates", sha256: "b403ddaab093e694cfa8473e4e8ea2610e87e28540e76f47298cd15585b98045",
      text: #"""
-- What was published as the headline of the months between two days. Reads no lead.
select period_start, lvr, metric.shown(lvr, target_low, target_high)
from report.publication
where period_start between $1 and $2
order by period_start

"""#)

    /// What a publication had seen of the log, and which imports were taken back since.
    public static let seen = SQLFile(
      name: "publishing/seen", sha256: "d438d15105175cd9341d16091a82a99a3d55d946920595be84b6ac37f07f5d9f",
      text: #"""
-- What a publication had seen of the log, and which imports were taken back since.
select p.next_arrival, p.zone,
       array(select i.file_name from core.import i
             where i.tenant_id = $1 and i.state = 'reverted' and i.finished_at > p.published_at
             order by i.import_id)
from core.publication p
where p.tenant_id = $1 and p.period_start = $2 and p.revision = $3

"""#)
  }
}
