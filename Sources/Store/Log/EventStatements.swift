public import Engine
public import LibPQ
internal import SQLCatalog

/// Makes the session's inbox, where a batch of events lands by COPY.
struct OpenInbox: Statement {
  static let sql = SQLText(SQL.Log.openInbox)
}

/// Takes the inbox into the log; what it touches is how many events were new.
struct FoldEvents: Statement {
  static let sql = SQLText(
    name: "log/fold_known_events",
    SQL.Log.foldEvents.withoutComments + "\non conflict (tenant_id, message) do nothing")
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
}

/// The same where all events are new; refused where one is not.
struct FoldNewEvents: Statement {
  static let sql = SQLText(SQL.Log.foldEvents)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
}

/// Marks the leads of the inbox's events, all of which were new.
struct MarkAllEvents: Statement {
  static let sql = SQLText(SQL.Log.markAllEvents)
  var tenant: TenantID
  var token: MarkToken
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(token.value)
  }
}

/// Marks the leads of those of the inbox's events that were new.
struct MarkFreshEvents: Statement {
  static let sql = SQLText(SQL.Log.markFreshEvents)
  var tenant: TenantID
  var token: MarkToken
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(token.value)
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

/// What is known beforehand of whether the log has any of some events.
public enum Novelty: Sendable {
  /// It was asked under the fold lock, and has none.
  case certain
  /// It will have none, as it had none of those before them.
  case likely
  case open
}

extension Session {
  /// Adds events to the tenant's log, once each, and marks their leads with `token`.
  ///
  /// Answers how many were new and how many contradict what came first under the same id.
  public mutating func fold(
    _ rows: some EventRows, of tenant: TenantID, token: MarkToken, novelty: Novelty
  ) throws -> (fresh: Int, conflicting: Int) {
    guard rows.count > LandedRow.few else {
      return try foldEach(rows, of: tenant, token: token, areNew: novelty == .certain)
    }
    try land(rows)
    return try foldLanded(rows.count, of: tenant, token: token, novelty: novelty)
  }

  /// A few: each a statement, all in one round trip (Docs/Decisions/0033).
  private mutating func foldEach(
    _ rows: some EventRows, of tenant: TenantID, token: MarkToken, areNew: Bool
  ) throws -> (fresh: Int, conflicting: Int) {
    guard rows.count > 0 else { return (0, 0) }
    guard !areNew else {
      try post(rows: (0..<rows.count).map { FoldEvent(rows: rows, index: $0) })
      try mark(leadsOf: Set((0..<rows.count).map(rows.keyring)).sorted(), of: tenant, token: token)
      return (rows.count, 0)
    }
    let isFresh = try runEach((0..<rows.count).map { FoldEvent(rows: rows, index: $0) }).map { !$0.isEmpty }
    let keyrings = Set(isFresh.indices.filter { isFresh[$0] }.map(rows.keyring))
    if !keyrings.isEmpty { try mark(leadsOf: keyrings.sorted(), of: tenant, token: token) }
    let known = isFresh.indices.filter { !isFresh[$0] }
    guard !known.isEmpty else { return (rows.count, 0) }
    try land(rows, known)
    return (rows.count - known.count, try run(ConflictingEvents(tenant: tenant)).first ?? 0)
  }

  /// Puts events beside the log, behind those that this transaction has put there already. `foldLanded` takes all of them.
  public mutating func land(_ rows: some EventRows) throws {
    if rows.count > 0 { try land(rows, Array(0..<rows.count)) }
  }

  /// Adds what has landed to the tenant's log, once each, and marks their leads with `token`.
  ///
  /// Answers how many were new and how many contradict what came first under the same id.
  /// - Parameter count: How many have landed.
  public mutating func foldLanded(
    _ count: Int, of tenant: TenantID, token: MarkToken, novelty: Novelty
  ) throws -> (fresh: Int, conflicting: Int) {
    guard count > 0 else { return (0, 0) }
    let fresh = try insertLanded(of: tenant, novelty)
    guard fresh < count else {
      try post(MarkAllEvents(tenant: tenant, token: token))
      try wantRefresh(of: tenant, after: token)
      return (fresh, 0)
    }
    // Looking for those that were new costs as much as half the insert; a file seldom has both.
    if fresh > 0 {
      try post(MarkFreshEvents(tenant: tenant, token: token))
      try wantRefresh(of: tenant, after: token)
    }
    return (fresh, try run(ConflictingEvents(tenant: tenant)).first ?? 0)
  }

  /// Takes what has landed into the log. Returns how many were new.
  ///
  /// Events that are all new are inserted without asking first whether they are there, which the insertion finds out by itself.
  /// With half a million to two million in the log that takes 8.4 to 9.4 µs a row in place of 9.8 to 11.9 (two tables in turns).
  /// Where one is there after all the attempt is lost: half of the insertion for one in a batch, hardly anything for many.
  private mutating func insertLanded(of tenant: TenantID, _ novelty: Novelty) throws -> Int {
    guard novelty != .open else { return try execute(FoldEvents(tenant: tenant)) }
    do {
      return try savepoint { session in try session.execute(FoldNewEvents(tenant: tenant)) }
    } catch let error as PostgresError where error.isUniqueViolation() {
      return try execute(FoldEvents(tenant: tenant))
    }
  }

  private mutating func land(_ rows: some EventRows, _ indices: [Int]) throws {
    try execute(OpenInbox())
    try copyIn("copy pg_temp.inbox from stdin (format binary)") { writer in
      for index in indices {
        try writer.beginRow()
        rows.add(index, to: &writer)
      }
    }
  }
}

/// Events on their way into the log.
public protocol EventRows: Sendable {
  var count: Int { get }
  func keyring(_ index: Int) -> KeyringID
  /// Adds the columns of one, in the order of `log/open_inbox.sql`.
  func add(_ index: Int, to sink: inout some ValueSink & ~Copyable)
}

private let foldEventTexts = RowTexts(SQLText(SQL.Log.foldEvent))

/// Takes one event into the log; no row where it was there.
struct FoldEvent<Events: EventRows>: RowStatement {
  static var texts: RowTexts { foldEventTexts }
  var rows: Events
  var index: Int
  func bind(_ parameters: inout Parameters) { rows.add(index, to: &parameters) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Bool { try row.bool() }
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
