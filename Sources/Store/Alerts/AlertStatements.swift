import Engine
import LibPQ
internal import SQLCatalog

/// What is told to somebody, as it is stored before anybody is told.
struct NewAlert: Sendable {
  enum Kind: String, Sendable {
    case hot
    case momentumJump = "momentum_jump"
    case stakeholdersJoined = "stakeholders_joined"
    case rewarmed
    case signal
    case digest
  }

  var kind: Kind
  /// Names the occasion: two of the same are one.
  var firing: String
  var lead: LeadID?
  var account: AccountID?
  /// Who, why, and what to do.
  var headline: String
  var reason: String
  var action: String
  /// Microseconds since 1970 UTC.
  var dueBy: Int64?
  var momentum: Int32?
  var tier: String?
  var assignedTo: String?
}

/// Stores alerts of a day; answers the numbers of those that are new.
struct InsertAlerts: Statement {
  static let sql = SQLText(SQL.Alerts.insert)
  var tenant: TenantID
  var day: Day
  var alerts: [NewAlert]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(alerts.map(\.firing))
    parameters.add(day)
    parameters.add(alerts.map(\.kind.rawValue))
    parameters.add(nullable: alerts.map(\.lead))
    parameters.add(nullable: alerts.map(\.account))
    parameters.add(alerts.map(\.headline))
    parameters.add(alerts.map(\.reason))
    parameters.add(alerts.map(\.action))
    parameters.add(nullable: alerts.map { $0.dueBy.map(PostgresInstant.init(microseconds:)) })
    parameters.add(nullable: alerts.map(\.momentum))
    parameters.add(nullable: alerts.map(\.tier))
    parameters.add(nullable: alerts.map(\.assignedTo))
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.int64() }
}

/// Of these occasions, those that were told.
struct KnownFirings: Statement {
  static let sql = SQLText(SQL.Alerts.known)
  var tenant: TenantID
  var firings: [String]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(firings)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.string() }
}

/// Of these accounts, those of which new stakeholders were told after a day.
struct JoinedLately: Statement {
  static let sql = SQLText(SQL.Alerts.lately)
  var tenant: TenantID
  var accounts: [AccountID]
  var after: Day
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(accounts)
    parameters.add(after)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> AccountID { try row.read() }
}

/// A lead as an alert speaks of it.
struct AlertSubject: Sendable {
  var lead: LeadID
  var name: String?
  var title: String?
  var email: String?
  var externalID: String?
  var account: String?
  var accountID: AccountID?
  var stage: String
  var momentum: Int32
  var tier: String
  var reason: String
  var action: String
  var dueBy: Int64?
  var assignedTo: String?
  /// Why nobody is to call it; `nil` where nothing stands against it.
  var uncallable: String?

  /// `Ada Lovelace, CMO, acme.com`.
  var headline: String {
    let who = name ?? email ?? externalID ?? "lead \(lead.rawValue)"
    return [who, title, account].compactMap(\.self).joined(separator: ", ")
  }
}

struct AlertSubjects: Statement {
  static let sql = SQLText(SQL.Alerts.subjects)
  var tenant: TenantID
  var generation: Int32
  var leads: [LeadID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(leads)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> AlertSubject {
    AlertSubject(
      lead: try row.read(), name: try row.stringOrNil(), title: try row.stringOrNil(), email: try row.stringOrNil(),
      externalID: try row.stringOrNil(), account: try row.stringOrNil(), accountID: try row.readOrNil(),
      stage: try row.string(), momentum: try row.int32(), tier: try row.string(), reason: try row.string(),
      action: try row.string(), dueBy: try row.timestampOrNil(), assignedTo: try row.stringOrNil(),
      uncallable: try row.stringOrNil())
  }
}

struct AccountNames: Statement {
  static let sql = SQLText(SQL.Alerts.accountNames)
  var tenant: TenantID
  var accounts: [AccountID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(accounts)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> (account: AccountID, key: String) {
    (try row.read(), try row.string())
  }
}
