public import Engine
internal import LibPQ

/// An alert with what became of it: a row of `report.alert`.
public struct ToldAlert: Sendable, Hashable {
  public var id: Int64
  public var kind: String
  public var lead: LeadID?
  public var account: String?
  public var day: Day
  /// Microseconds since 1970.
  public var firedAt: Int64
  public var headline: String
  public var reason: String
  public var action: String
  public var dueBy: Int64?
  public var assignedTo: String?
  /// `sales delivered, crm retrying`; `nil` where no sink wanted it.
  public var deliveries: String?
}

extension Database {
  /// The newest alerts of a tenant, newest first.
  public func alerts(of tenant: TenantID, limit: Int) async throws -> [ToldAlert] {
    try await read(ReadAlerts(limit: limit), as: tenant)
  }

  /// Writes an alert that only tries a tenant's sinks, with its messages, and answers its number.
  ///
  /// - Parameter sink: The one to try; `nil` for all.
  public func writeTestAlert(of tenant: TenantID, for sink: String?) async throws -> Int64 {
    try await write(as: tenant) { session in
      try session.execute(OpenHead(tenant: tenant))
      guard let number = try session.run(NextAlert(tenant: tenant)).first else {
        throw StoreError.unfit(reason: "the tenant has no head row")
      }
      try session.execute(
        InsertTestAlert(
          tenant: tenant, alert: number, headline: "Test alert",
          reason: "Somebody asked Headway to try where alerts go.",
          action: "Nothing: this message has arrived."))
      try session.fanOut([number], of: tenant, to: sink)
      return number
    }
  }
}
