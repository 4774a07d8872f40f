// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  public enum Verification {
    /// Every statement of this folder.
    public static let all: [SQLFile] = [deals, leadIds, markedLeads, merges, storedResults]

    public static let deals = SQLFile(
      name: "verification/deals", sha256: "a1505a6567106935772d55c2c2b11c2ad799f16d2fbf63182346c372ba9d1459",
      text: #"""
select deal_id, arrival, keyring_id, status, created_at, closed_at, updated_at, amount_minor, currency
from core.deal
where tenant_id = $1

"""#)

    /// Every lead that has facts, a stored timeline, or days that were kept when its person was erased, in order; the next so many.
    public static let leadIds = SQLFile(
      name: "verification/lead_ids", sha256: "78b8a4816f442bfd0e513c4f0b66dda9020c25e643e575ce4132189b6d950f2c",
      text: #"""
-- Every lead that has facts, a stored timeline, or days that were kept when its person was erased, in order; the next so many.
select n.lead_id
from ((select distinct k.lead_id from core.keyring k where k.tenant_id = $1 and k.lead_id > $3
        order by k.lead_id limit $4)
      union
      (select q.lead_id from core.qualification q where q.tenant_id = $1 and q.generation = $2 and q.lead_id > $3
        order by q.lead_id limit $4)
      union
      (select e.lead_id from core.erased e where e.tenant_id = $1 and e.lead_id > $3 order by e.lead_id limit $4)) as n
order by n.lead_id
limit $4

"""#)

    /// Whoever is still to be computed: a difference there is none yet.
    public static let markedLeads = SQLFile(
      name: "verification/marked_leads", sha256: "802e567dff8b00babe622551e283455f31d88cecfed893031ffedb436b4f54cd",
      text: #"""
-- Whoever is still to be computed: a difference there is none yet.
select m.id from core.dirty m where m.tenant_id = $1 and m.unit = 'lead'
union
select p.lead_id
from core.dirty m
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.account_id = m.id
where m.tenant_id = $1 and m.unit = 'account'

"""#)

    public static let merges = SQLFile(
      name: "verification/merges", sha256: "c6b87725d4e2fdb412c819a945c7a85e151b12b6d89940aac6b28a10b2244d42",
      text: #"""
select lead_id, merged_into from core.lead where tenant_id = $1 order by lead_id

"""#)

    /// What is stored of these leads, as the refresh writes it; and whether a mark says that it is old.
    public static let storedResults = SQLFile(
      name: "verification/stored_results", sha256: "bf006e00dffbe3b3b454fd7a11fb1937fb312987bdad5adf2a5c585aa4ee080d",
      text: #"""
-- What is stored of these leads, as the refresh writes it; and whether a mark says that it is old.
select q.lead_id, q.created_day, q.channel, q.qualified, q.exits, q.passed_on, p.account_id, p.stage, p.external_id,
       p.email, p.name, p.title, p.attributes, p.account_attributes, p.stage_days, p.stages, m.days, m.velocity, m.frequency, m.content, m.gain, m.state,
       m.engaged_first, m.engaged_last, m.touched, m.unreachable_at, m.score_days, m.scores, m.depth_days
from core.qualification q
left join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = q.lead_id
left join core.momentum m on m.tenant_id = $1 and m.generation = $2 and m.lead_id = q.lead_id
where q.tenant_id = $1 and q.generation = $2 and q.lead_id between $3 and $4
order by q.lead_id

"""#)
  }
}
