// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  public enum Doctor {
    /// Every statement of this folder.
    public static let all: [SQLFile] = [delivery, expiredLogins, imports, lag, offences, rights, server, tableLocks, tables, work]

    /// Messages that are due and did not go, for how long, those that were given up lately, and sinks that are off.
    public static let delivery = SQLFile(
      name: "doctor/delivery", sha256: "1138d39fb38744fa18674876c051c1b079f087bdb01759f3f63bc23ac5e0c658",
      text: #"""
-- Messages that are due and did not go, for how long, those that were given up lately, and sinks that are off.
select count(*) filter (where o.state = 'pending' and o.next_at < clock_timestamp()),
       (extract(epoch from clock_timestamp() - min(o.next_at) filter (where o.state = 'pending')))::bigint,
       count(*) filter (where o.state = 'dead' and o.created_at > clock_timestamp() - interval '30 days'),
       array(select s.name from core.sink s where s.tenant_id = $1 and s.disabled is not null order by 1)
from core.outbox o
where o.tenant_id = $1

"""#)

    /// Logins whose time has passed and that are still there.
    public static let expiredLogins = SQLFile(
      name: "doctor/expired_logins", sha256: "bc90b25b255cdcebd91633b1d7740e271eee6299841b76e9651c9d070803a12d",
      text: #"""
-- Logins whose time has passed and that are still there.
select role_name::text from guard.expired_logins()

"""#)

    /// Imports that began and did not end, an hour ago or longer.
    public static let imports = SQLFile(
      name: "doctor/imports", sha256: "68cfebbc9e197b6aa69b5d9c0aa363bb229848ed23e650c8bc5133effe31d0f1",
      text: #"""
-- Imports that began and did not end, an hour ago or longer.
select import_id, kind, file_name
from core.import
where tenant_id = $1 and state = 'running' and started_at < clock_timestamp() - interval '1 hour'
order by import_id

"""#)

    /// How much of a tenant is to be computed, and for how long it has been; nothing is where nothing has a definition.
    public static let lag = SQLFile(
      name: "doctor/lag", sha256: "8e9ecb2cdcf30f9388cbc90369f7bcc28c23fa213b0556e409d9da7094815166",
      text: #"""
-- How much of a tenant is to be computed, and for how long it has been; nothing is where nothing has a definition.
select count(d.id), (extract(epoch from clock_timestamp() - min(d.since)))::bigint
from core.head h
join core.dirty d on d.tenant_id = h.tenant_id
where h.tenant_id = $1 and h.live_generation is not null

"""#)

    /// What the lints say; made from SQL/Lints by the migrator.
    public static let offences = SQLFile(
      name: "doctor/offences", sha256: "61cac771d94b7c55917e615ee888cfd23d6f93b6dee67a74a817a3f257a289d6",
      text: #"""
-- What the lints say; made from SQL/Lints by the migrator.
select lint, offender, offence from guard.offences()

"""#)

    /// What the login of this session may, and whose rights it has besides its own.
    public static let rights = SQLFile(
      name: "doctor/rights", sha256: "c8b467e2974357876bd13ae0be81290b159572fce255b06d9630844362d0aaab",
      text: #"""
-- What the login of this session may, and whose rights it has besides its own.
select session_user::text,
       array_remove(array[
         case when r.rolsuper then 'SUPERUSER' end, case when r.rolbypassrls then 'BYPASSRLS' end,
         case when r.rolcreaterole then 'CREATEROLE' end, case when r.rolcreatedb then 'CREATEDB' end,
         case when r.rolreplication then 'REPLICATION' end], null),
       array(select m.roleid::regrole::text from pg_auth_members m where m.member = r.oid order by 1)
from pg_roles r
where r.rolname = session_user

"""#)

    /// Which server it is, and what its clock says.
    public static let server = SQLFile(
      name: "doctor/server", sha256: "7f8cf92f2c84679680f112200bd8f922bd5b2c13972a224bebb3c834f84252a8",
      text: #"""
-- Which server it is, and what its clock says.
select current_setting('server_version'), current_setting('server_version_num')::integer, clock_timestamp()

"""#)

    /// Who keeps everybody from a table of ours.
    public static let tableLocks = SQLFile(
      name: "doctor/table_locks", sha256: "dfc31f1d29784f4c6c9193118ed2b0668786aac6bd64a6435f5ddc5cd1b6ab8a",
      text: #"""
-- Who keeps everybody from a table of ours.
select relation, process, login, program, is_held, waits_for from guard.table_locks()

"""#)

    /// How many tables hold tenants' rows, and how many of them have policies.
    public static let tables = SQLFile(
      name: "doctor/tables", sha256: "f83dd671980b6f06d5425a512953db1bc5263ab62bd35b66edbb4eaf1fe5aeea",
      text: #"""
-- How many tables hold tenants' rows, and how many of them have policies.
select count(*), count(*) filter (where c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
from pg_class c
where c.relnamespace = 'core'::regnamespace and c.relkind in ('r', 'p')
  and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)

"""#)

    public static let work = SQLFile(
      name: "doctor/work", sha256: "01d1c842c53dbc3a0d40790ee1354e9a95e1ddae655051e36f8ce5159d0c164d",
      text: #"""
select oldest_due, running, overdue_schedules, latest_schedule, dead, quarantined, oldest_snapshot from work.health()

"""#)
  }
}
