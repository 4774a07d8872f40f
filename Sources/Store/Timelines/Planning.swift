public import Engine
import LibPQ
internal import SQLCatalog

extension Database {
  /// Has the planner look again after so many leads were written at once; below 1,000, or one in a hundred of all, its
  /// picture is not much worse than before. See `SQL/Code/0136-guard-planning.sql`.
  ///
  /// One look takes a second of everybody who wants one, since they take turns: when a thousand clients were rebuilt, four
  /// at a time, 66 of them waited 1.9 s each.
  public func planAnew(after leads: Int, of tenant: TenantID) async throws {
    guard leads >= 1_000 else { return }
    try await write(as: tenant, within: .seconds(600)) { session in
      guard let known = try session.run(LeadsKnown()).first, Int64(leads) >= known / 100 else { return }
      try session.execute(AnalyzeTimelines())
    }
  }
}

/// The leads of all tenants, as far as the planner knows.
struct LeadsKnown: Statement {
  static let sql = SQLText(SQL.Timeline.leadsKnown)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.int64() }
}

struct AnalyzeTimelines: Statement {
  static let sql = SQLText(SQL.Timeline.analyze)
}
