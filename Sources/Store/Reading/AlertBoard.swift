public import Engine
internal import LibPQ

/// What was told of a tenant, and how its sinks fare. From one snapshot.
public struct AlertBoard: Sendable {
  /// Newest first.
  public var alerts: [ToldAlert]
  public var sinks: [SinkStanding]
}

extension Database {
  /// - Parameter limit: Of the alerts so many.
  public func alertBoard(of tenant: TenantID, limit: Int) async throws -> AlertBoard {
    try await read(as: tenant) { session in
      let (alerts, sinks) = try session.batch(ReadAlerts(limit: limit), ReadSinks(tenant: tenant, name: nil))
      return AlertBoard(alerts: alerts, sinks: sinks)
    }
  }
}
