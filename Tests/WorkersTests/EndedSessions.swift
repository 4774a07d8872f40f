import LibPQ

extension Connection {
  /// Waits until no session of the service is left: each reports what it touched at the latest when it ends.
  func untilTheServiceHasGone() async throws {
    while try await query(
      "select from pg_stat_activity where datname = current_database() and usename like 'headway%'"
    ).isEmpty == false { await Task.yield() }
  }
}
