public import Engine
public import LibPQ
internal import SQLCatalog

/// Makes the session's inbox, where a batch of events lands by COPY.
struct OpenInbox: Statement {
  static let sql = SQLText(SQL.Log.openInbox)
}

/// Takes the inbox into the log. Answers how many events were new, and how many leads that marked.
struct FoldEvents: Statement {
  static let sql = SQLText(SQL.Log.foldEvents)
  var tenant: TenantID
  var token: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(token)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> (fresh: Int, leads: Int) {
    (Int(try row.int64()), Int(try row.int64()))
  }
}

/// How many of the inbox are in the log under another body.
struct ConflictingEvents: Statement {
  static let sql = SQLText(SQL.Log.conflictingEvents)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int { Int(try row.int64()) }
}

extension Session {
  /// Adds a batch of events to the tenant's log, once each, and marks their leads with `token`.
  ///
  /// Answers how many were new and how many contradict what came first under the same id.
  public mutating func fold(
    _ events: [EventRow], of tenant: TenantID, importID: Int32?, token: Int64
  ) throws -> (fresh: Int, conflicting: Int) {
    guard !events.isEmpty else { return (0, 0) }
    try execute(OpenInbox())
    try copyIn(
      """
      copy pg_temp.inbox (tenant_id, message, keyring_id, arrival, occurred_at, local_at, whole_day, import_id, type,
        channel, message_id, properties) from stdin (format binary)
      """
    ) { writer in
      for event in events {
        try writer.beginRow()
        writer.add(tenant)
        writer.add(event.message)
        writer.add(event.keyring)
        writer.add(event.arrival)
        writer.addTimestamp(event.occurredAt)
        writer.addLocalTimestamp(event.stamp.wallClock)
        writer.add(event.stamp.isWholeDay)
        writer.add(importID)
        writer.add(event.type)
        writer.add(event.channel)
        writer.add(event.messageID)
        writer.addJSON(event.properties)
      }
    }
    let fresh = try run(FoldEvents(tenant: tenant, token: token)).first?.fresh ?? 0
    let conflicting = fresh == events.count ? 0 : try run(ConflictingEvents(tenant: tenant)).first ?? 0
    return (fresh, conflicting)
  }
}

extension Stamp {
  /// The wall clock of a stamp without an offset; of a date, its midnight.
  var wallClock: Int64? {
    switch self {
    case .instant: nil
    case .local(let microseconds): microseconds
    case .date(let day): Int64(day.number) * microsecondsInDay
    }
  }

  var isWholeDay: Bool { if case .date = self { true } else { false } }
}
