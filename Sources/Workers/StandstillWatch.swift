internal import Store

/// Finds sessions of workers that stand still in the middle of a statement, and ends them.
///
/// A worker that is stopped while it sends rows by COPY, or while it reads a long answer, holds its locks for as
/// long as it is stopped: its kernel answers for it, and PostgreSQL heeds neither `statement_timeout` nor a cancel
/// while it waits for a client in there. Only ending the session helps, and a session of one's own login may be ended.
struct StandstillWatch {
  /// So many looks in a row that find a session where it stood: a minute. Looks are counted and not time, so that a
  /// host that slept does not make everybody look silent.
  static let patience = 5

  private var looks: [Standstill: Int] = [:]

  /// Returns those that have stood still for long enough.
  mutating func overdue(among found: [Standstill]) -> [Standstill] {
    looks = Dictionary(found.map { ($0, (looks[$0] ?? 0) + 1) }) { $1 }
    return found.filter { looks[$0] ?? 0 >= Self.patience }
  }

  /// Returns how many were ended.
  mutating func look(at database: Database) async throws -> Int {
    try await database.end(overdue(among: try await database.standstills()))
  }
}
