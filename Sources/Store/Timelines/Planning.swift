public import Engine
public import LibPQ
internal import SQLCatalog

extension Database {
  /// Has the planner look again after so many leads were written at once; below 1,000 its picture is
  /// not much worse than before. See `SQL/Code/0136-guard-planning.sql`.
  public func planAnew(after leads: Int, of tenant: TenantID) async throws {
    guard leads >= 1_000 else { return }
    try await write(as: tenant, within: .seconds(600)) { session in try session.execute(AnalyzeTimelines()) }
  }
}

struct AnalyzeTimelines: Statement {
  static let sql = SQLText(SQL.Timeline.analyze)
}
