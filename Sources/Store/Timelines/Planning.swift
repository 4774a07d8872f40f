public import Engine
import LibPQ
internal import SQLCatalog

extension Database {
  /// Has the planner look again after so many leads were written at once, where its old picture would hurt before
  /// autovacuum comes by. See `SQL/Code/0136-guard-planning.sql`.
  ///
  /// To the planner a new generation has one row, so it compares each lead with each: of 1,000 that is a tenth of a
  /// second, of 5,000 two, of 83,000 ten minutes. A look takes a tenth too, and looks take turns.
  public func planAnew(after leads: Int, of tenant: TenantID) async throws {
    guard leads >= 1_000 else { return }
    try await write(as: tenant, within: .seconds(600)) { session in
      if leads < 5_000 {
        // A tenth of all is what autovacuum waits for: so it would come, but a minute late.
        guard let known = try session.run(LeadsKnown()).first, Int64(leads) >= known / 10 else { return }
      }
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
