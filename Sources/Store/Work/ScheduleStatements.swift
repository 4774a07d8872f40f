public import Engine
import LibPQ
internal import SQLCatalog

/// A schedule whose time has come. Times are microseconds since 1970.
public struct DueSchedule: Sendable, Hashable {
  /// `nil`: everybody's in a time zone.
  public var tenant: TenantID?
  public var kind: String
  public var zone: String
  public var cron: String
  public var catchUp: CatchUp
  /// The time that has come.
  public var next: Int64
  /// What the database's clock says.
  public var now: Int64
}

/// What becomes of the times that passed while no worker ran.
public enum CatchUp: String, Sendable, CaseIterable {
  /// The last of them is made up for.
  case latest
  /// None is.
  case skip
  /// All are, up to a bound.
  case all
}

/// A schedule as an operator sees it.
public struct ListedSchedule: Sendable, Hashable {
  /// `nil`: everybody's in that zone who has none of their own.
  public var tenant: String?
  public var kind: String
  public var zone: String
  public var cron: String
  public var catchUp: CatchUp
  /// Microseconds since 1970; `nil`: never.
  public var next: Int64?
  public var last: Int64?
}

struct DueSchedules: Statement {
  static let sql = SQLText(SQL.Work.dueSchedules)
  var limit: Int
  func bind(_ parameters: inout Parameters) { parameters.add(Int32(clamping: limit)) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> DueSchedule {
    let tenant: TenantID? = try row.readOrNil()
    let (kind, zone, cron) = (try row.string(), try row.string(), try row.string())
    let catchUp = CatchUp(rawValue: try row.string()) ?? .latest
    return DueSchedule(
      tenant: tenant, kind: kind, zone: zone, cron: cron, catchUp: catchUp, next: try row.timestamp(),
      now: try row.timestamp())
  }
}

struct FireSchedules: Statement {
  static let sql = SQLText(SQL.Work.fire)
  var fired: [FiredSchedule]
  func bind(_ parameters: inout Parameters) {
    parameters.add(fired.compactMap(\.due.tenant))
    parameters.add(fired.map(\.due.kind))
    parameters.add(fired.map { PostgresInstant(microseconds: $0.due.next) })
    parameters.add(ArrayWithNulls(fired.map { $0.following.map(PostgresInstant.init(microseconds:)) }))
    let jobs = fired.flatMap { one in one.jobs.map { (one.due, $0) } }
    parameters.add(jobs.compactMap(\.0.tenant))
    parameters.add(jobs.map(\.0.kind))
    parameters.add(jobs.map(\.1.lane.rawValue))
    parameters.add(jobs.map(\.1.kind.rawValue))
    parameters.add(jobs.map(\.1.subject))
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.int32() }
}

struct FireZoneSchedules: Statement {
  static let sql = SQLText(SQL.Work.fireZones)
  var fired: [FiredZone]
  func bind(_ parameters: inout Parameters) {
    let all = fired.map(\.fired)
    parameters.add(all.map(\.due.kind))
    parameters.add(all.map(\.due.zone))
    parameters.add(all.map { PostgresInstant(microseconds: $0.due.next) })
    parameters.add(ArrayWithNulls(all.map { $0.following.map(PostgresInstant.init(microseconds:)) }))
    parameters.add(all.map { ($0.jobs.first?.lane ?? .compute).rawValue })
    parameters.add(all.map { $0.jobs.first?.kind.rawValue ?? "" })
    parameters.addDates(fired.map(\.day.number))
    let jobs = all.enumerated().flatMap { place, one in one.jobs.map { (Int32(clamping: place + 1), $0.subject) } }
    parameters.add(jobs.map(\.0))
    parameters.add(jobs.map(\.1))
  }
  /// Which of them, from 0 on, and how many jobs; `nil`: somebody else took it.
  static func decode(_ row: inout RowReader) throws(PostgresError) -> (place: Int, jobs: Int?) {
    (Int(clamping: try row.int64()) - 1, try row.int32OrNil().map(Int.init))
  }
}

struct ZonesWithout: Statement {
  static let sql = SQLText(SQL.Work.zonesWithout)
  var kinds: [String]
  func bind(_ parameters: inout Parameters) { parameters.add(kinds) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> (kind: String, zone: String) {
    (try row.string(), try row.string())
  }
}

struct PutZoneSchedule: Statement {
  static let sql = SQLText(SQL.Work.putZone)
  var kind: String
  var zone: String
  var cron: String
  var catchUp: CatchUp
  var first: Int64?
  var replaces: Bool
  func bind(_ parameters: inout Parameters) {
    parameters.add(kind)
    parameters.add(zone)
    parameters.add(cron)
    parameters.add(catchUp.rawValue)
    parameters.add(first.map(PostgresInstant.init(microseconds:)))
    parameters.add(replaces)
  }
}

struct PutSchedule: Statement {
  static let sql = SQLText(SQL.Work.putSchedule)
  var tenant: TenantID
  var kind: String
  var cron: String
  var zone: String
  var catchUp: CatchUp
  var first: Int64?
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(kind)
    parameters.add(cron)
    parameters.add(zone)
    parameters.add(catchUp.rawValue)
    parameters.add(first.map(PostgresInstant.init(microseconds:)))
  }
}

struct RemoveSchedule: Statement {
  static let sql = SQLText(SQL.Work.removeSchedule)
  var tenant: TenantID
  var kind: String
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(kind)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Bool { try row.bool() }
}

struct ListSchedules: Statement {
  static let sql = SQLText(SQL.Work.schedules)
  var tenant: TenantID?
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> ListedSchedule {
    let tenant = try row.stringOrNil()
    let (kind, zone, cron) = (try row.string(), try row.string(), try row.string())
    let catchUp = CatchUp(rawValue: try row.string()) ?? .latest
    return ListedSchedule(
      tenant: tenant, kind: kind, zone: zone, cron: cron, catchUp: catchUp, next: try row.timestampOrNil(),
      last: try row.timestampOrNil())
  }
}
