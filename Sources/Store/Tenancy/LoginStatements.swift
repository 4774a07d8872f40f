internal import Engine
internal import LibPQ
internal import SQLCatalog

/// Makes a read-only login: a client's, or the agency's (`tenant == nil`). Answers its name.
struct CreateLogin: Statement {
  static let sql = SQLText(SQL.Tenancy.createLogin)
  var tenant: TenantID?
  /// SCRAM-SHA-256; a password in clear never reaches the server.
  var verifier: String
  var label: String
  /// Microseconds since 1970; `nil`: for good.
  var validUntil: Int64?
  /// How many sessions it may have open at a time.
  var connections: Int32
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(verifier)
    parameters.add(label)
    parameters.addTimestamp(validUntil)
    parameters.add(connections)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.string() }
}

struct LoginsOf: Statement {
  static let sql = SQLText(SQL.Tenancy.logins)
  var tenant: TenantID?
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Login {
    Login(
      role: try row.string(), kind: try row.string(), label: try row.string(), createdAt: try row.timestamp(),
      validUntil: try row.timestampOrNil(), sessions: Int(try row.int64()), connections: Int(try row.int32()))
  }
}

/// Answers whether there was such a login.
struct DropLogin: Statement {
  static let sql = SQLText(SQL.Tenancy.dropLogin)
  var role: String
  func bind(_ parameters: inout Parameters) { parameters.add(role) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Bool { try row.bool() }
}

/// Answers whether there was such a login.
struct RotateLogin: Statement {
  static let sql = SQLText(SQL.Tenancy.rotateLogin)
  var role: String
  var verifier: String
  func bind(_ parameters: inout Parameters) {
    parameters.add(role)
    parameters.add(verifier)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Bool { try row.bool() }
}

/// Drops every login whose time has passed. Answers how many.
struct SweepLogins: Statement {
  static let sql = SQLText(SQL.Tenancy.sweepLogins)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int { Int(try row.int32()) }
}

/// A database login that reads reports.
public struct Login: Sendable, Hashable {
  public var role: String
  /// `reader` (one client) or `agency`.
  public var kind: String
  public var label: String
  public var createdAt: Int64
  public var validUntil: Int64?
  /// Sessions that are open now.
  public var sessions: Int
  /// How many may be.
  public var connections: Int
}
