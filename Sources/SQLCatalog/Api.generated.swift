// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  public enum Api {
    /// A page of the accounts that move, the fastest first; after momentum, stakeholders and name of an account.
    public static let accounts = SQLFile(
      name: "api/accounts", sha256: "eff8e4e7befa8bb2cb04a5267a6580a3e43a59415e1196ccc0cd8a6c19293d7a",
      text: #"""
-- A page of the accounts that move, the fastest first; after momentum, stakeholders and name of an account.
select row_to_json(r)::text, array[r.momentum::text, r.stakeholders_now::text, r.account]
from report.account_momentum r
where $1::text[] is not null and (($2::text[])[1] is null
   or (-r.momentum, -r.stakeholders_now, r.account)
     > (-(($2::text[])[1])::integer, -(($2::text[])[2])::integer, ($2::text[])[3]))
order by r.momentum desc, r.stakeholders_now desc, r.account
limit $3

"""#)

    /// A page of what was told, the newest first: kind; after the number of an alert.
    public static let alerts = SQLFile(
      name: "api/alerts", sha256: "3895c8e9f832c740fdaaa331dbf771617dab37ef47a01c6823c503f8c58499e5",
      text: #"""
-- A page of what was told, the newest first: kind; after the number of an alert.
select row_to_json(r)::text, array[r.alert_id::text]
from report.alert r
where (($1::text[])[1] is null or r.kind = ($1::text[])[1])
  and (($2::text[])[1] is null or r.alert_id < (($2::text[])[1])::bigint)
order by r.alert_id desc
limit $3

"""#)

    /// Every statement of this folder.
    public static let all: [SQLFile] = [accounts, alerts, columns, lead, lvr, momentum, queue, tenants]

    /// What the columns of report views are, in their order, and what they say of themselves.
    public static let columns = SQLFile(
      name: "api/columns", sha256: "2146faf13706ce3aeeb5478b252872a22f834d573e12ea48d26c536307594151",
      text: #"""
-- What the columns of report views are, in their order, and what they say of themselves.
select n.nspname || '.' || c.relname, a.attname, format_type(a.atttypid, null),
       coalesce(pg_catalog.col_description(c.oid, a.attnum), '')
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind = 'v' and n.nspname || '.' || c.relname = any ($1)
order by c.oid, a.attnum

"""#)

    /// One lead, or the one that it was joined to: as it stands, how it moves, and the days on which it is qualified.
    public static let lead = SQLFile(
      name: "api/lead", sha256: "c8ed15cca8c64c703b1b52b69ae7579d535bde7ded8483e2fab6ce0f6d6cf21c",
      text: #"""
-- One lead, or the one that it was joined to: as it stands, how it moves, and the days on which it is qualified.
select row_to_json(r)::text
from (
  select l.*,
         (select row_to_json(m) from report.momentum m where m.lead_id = l.lead_id) as momentum,
         (select coalesce(json_agg(row_to_json(q) order by q.from_day), '[]'::json)
            from report.qualification q where q.lead_id = l.lead_id) as qualification
    from report.lead l
   where l.lead_id = coalesce(
     (select coalesce(k.merged_into, k.lead_id) from core.lead k where k.tenant_id = $1 and k.lead_id = $2), $2)) as r

"""#)

    /// A page of a tenant's periods, newest first: grain, from, to; after the first day of a period.
    public static let lvr = SQLFile(
      name: "api/lvr", sha256: "8b8911528d35c54c44d41046927101eb004f29218b3f12036741e8a548e362f8",
      text: #"""
-- A page of a tenant's periods, newest first: grain, from, to; after the first day of a period.
select row_to_json(r)::text, array[r.period_start::text]
from report.lvr r
where r.grain = ($1::text[])[1]
  and (($1::text[])[2] is null or r.period_end >= (($1::text[])[2])::date)
  and (($1::text[])[3] is null or r.period_start <= (($1::text[])[3])::date)
  and (($2::text[])[1] is null or r.period_start < (($2::text[])[1])::date)
order by r.period_start desc
limit $3

"""#)

    /// A page of the leads that move, the fastest first: tier; after momentum, gain and number of a lead.
    public static let momentum = SQLFile(
      name: "api/momentum", sha256: "bd497f464a9eb08eb9c0fe3caf985db8c41584c7e5cbc78a1f3e5e5f8bd2563a",
      text: #"""
-- A page of the leads that move, the fastest first: tier; after momentum, gain and number of a lead.
select row_to_json(r)::text, array[r.momentum::text, r.gain::text, r.lead_id::text]
from report.momentum r
where (($1::text[])[1] is null or r.tier = ($1::text[])[1])
  and (($2::text[])[1] is null
    or (-r.momentum, -r.gain, r.lead_id)
      > (-(($2::text[])[1])::integer, -(($2::text[])[2])::numeric, (($2::text[])[3])::bigint))
order by r.momentum desc, r.gain desc, r.lead_id
limit $3

"""#)

    /// A page of the call list; after a lead, wherever it stands by now, or after the place that it had.
    public static let queue = SQLFile(
      name: "api/queue", sha256: "4f9aa77f143db3e3acc7502677fd5c18852bf450d4343c42033bc927244dd00b",
      text: #"""
-- A page of the call list; after a lead, wherever it stands by now, or after the place that it had.
select row_to_json(r)::text, array[r.lead_id::text, r.position::text]
from report.call_queue r
where $1::text[] is not null and (($2::text[])[1] is null
   or r.position > coalesce(
     (select q.position from report.call_queue q where q.lead_id = (($2::text[])[1])::bigint),
     (($2::text[])[2])::bigint - 1))
order by r.position
limit $3

"""#)

    /// A page of all clients, by slug; after one. As the operator.
    public static let tenants = SQLFile(
      name: "api/tenants", sha256: "629ec98f4184b151d7137ed0c8ac7e8fdf6453883c5692b2e2b8cfef2bc09bf5",
      text: #"""
-- A page of all clients, by slug; after one. As the operator.
select row_to_json(r)::text, array[r.tenant]
from guard.portfolio() r
where $1::text[] is not null and (($2::text[])[1] is null or r.tenant > ($2::text[])[1])
order by r.tenant
limit $3

"""#)
  }
}
