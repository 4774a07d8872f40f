public import Engine
public import LibPQ
internal import SQLCatalog

/// Makes the session's inbox, where a batch of events lands by COPY.
struct OpenInbox: Statement {
  static let sql = SQLText(SQL.Log.openInbox)
}

/// Takes the inbox into the log; what it touches is how many events were new.
struct FoldEvents: Statement {
  static let sql = SQLText(SQL.Log.foldEvents)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
}

/// Marks the leads of the inbox's events, all of which were new.
struct MarkAllEvents: Statement {
  static let sql = SQLText(SQL.Log.markAllEvents)
  var tenant: TenantID
  var token: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(token)
  }
}

/// Marks the leads of those of the inbox's events that were new.
struct MarkFreshEvents: Statement {
  static let sql = SQLText(SQL.Log.markFreshEvents)
  var tenant: TenantID
  var token: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(token)
  }
}

/// How many of the inbox are in the log under another body.
struct ConflictingEvents: Statement {
  static let sql = SQLText(SQL.Log.conflictingEvents)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int { Int(try row.int64()) }
}

/// Which of these messages the log has already.
public struct KnownMessages: Statement {
  public static let sql = SQLText(SQL.Log.knownMessages)
  var tenant: TenantID
  var messages: [PostgresUUID]
  public init(tenant: TenantID, messages: [PostgresUUID]) {
    self.tenant = tenant
    self.messages = messages
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(messages)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> PostgresUUID { try row.uuid() }
}

extension Session {
  /// Adds a batch of events to the tenant's log, once each, and marks their leads with `token`.
  ///
  /// `write` writes the rows, the columns in the order of `log/open_inbox.sql`. Answers how many of `count` were new
  /// and how many contradict what came first under the same id.
  public mutating func foldEvents(
    of tenant: TenantID, count: Int, token: Int64, _ write: (inout CopyWriter) throws -> Void
  ) throws -> (fresh: Int, conflicting: Int) {
    guard count > 0 else { return (0, 0) }
    try execute(OpenInbox())
    try copyIn("copy pg_temp.inbox from stdin (format binary)", write)
    let fresh = try execute(FoldEvents(tenant: tenant))
    guard fresh < count else {
      _ = try batch(MarkAllEvents(tenant: tenant, token: token), EnqueueJob(tenant: tenant, job: .refresh))
      return (fresh, 0)
    }
    // Looking for those that were new costs as much as half the insert; a file seldom has both.
    if fresh > 0 {
      _ = try batch(MarkFreshEvents(tenant: tenant, token: token), EnqueueJob(tenant: tenant, job: .refresh))
    }
    return (fresh, try run(ConflictingEvents(tenant: tenant)).first ?? 0)
  }
}

extension Stamp {
  /// The wall clock of a stamp without an offset; of a date, its midnight.
  public var wallClock: Int64? {
    switch self {
    case .instant: nil
    case .local(let microseconds): microseconds
    case .date(let day): Int64(day.number) * microsecondsInDay
    }
  }

  public var isWholeDay: Bool { if case .date = self { true } else { false } }
}
