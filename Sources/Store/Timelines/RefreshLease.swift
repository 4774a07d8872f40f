public import Engine
public import LibPQ
internal import SQLCatalog

/// The right to write a tenant's timelines: one run at a time, on the database's clock.
///
/// The holder touches it; whoever has not been heard of for `silence` is overtaken. A lease
/// that was lost is found out by `hold`, in the transaction that would write, so an overtaken
/// run wastes work and harms nothing.
public struct RefreshLease: Sendable, Hashable {
  public let tenant: TenantID
  let run: PostgresUUID

  /// Three missed touches. A killed worker's tenant is taken up again after this long.
  static let silence: Duration = .seconds(15)
  static let rhythm: Duration = .seconds(5)

  /// `nil`: another run holds the tenant.
  public static func take(_ tenant: TenantID, in database: Database) async throws -> RefreshLease? {
    let lease = RefreshLease(
      tenant: tenant, run: PostgresUUID(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max)))
    let now = try await database.now(as: tenant)
    let silentSince = now - silence.components.seconds * 1_000_000
    let taken = try await database.rework(TakeRefresh(lease: lease, now: now, silentSince: silentSince), as: tenant)
    return taken.isEmpty ? nil : lease
  }

  /// Runs `body` with the lease, touching it all the while; gives it back afterwards.
  public func keeping<Value: Sendable>(
    in database: Database, _ body: @Sendable () async throws -> Value
  ) async throws -> Value {
    let heart = Task {
      while !Task.isCancelled {
        try await Task.sleep(for: Self.rhythm)
        _ = try await database.read(TouchRefresh(lease: self, now: try await database.now(as: tenant)), as: tenant)
      }
    }
    defer { heart.cancel() }
    do {
      let value = try await body()
      try await database.rework(ReleaseRefresh(lease: self), as: tenant)
      return value
    } catch {
      // Released if it can be; else it falls silent by itself.
      _ = try? await database.rework(ReleaseRefresh(lease: self), as: tenant)
      throw error
    }
  }
}

extension Session {
  /// Whether the lease is still ours; it then stays so until this transaction ends.
  public mutating func hold(_ lease: RefreshLease) throws {
    if try run(HoldRefresh(lease: lease)).isEmpty { throw StoreError.overtaken }
  }
}

extension Database {
  fileprivate func now(as tenant: TenantID) async throws -> Int64 {
    try await read(DatabaseTime(), as: tenant).first ?? 0
  }
}

private struct DatabaseTime: Statement {
  static let sql = SQLText(SQL.Timeline.now)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.timestamp() }
}

private struct TakeRefresh: Statement {
  static let sql = SQLText(SQL.Timeline.takeRefresh)
  var lease: RefreshLease
  var now: Int64
  var silentSince: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.add(lease.tenant)
    parameters.add(lease.run)
    parameters.addTimestamp(now)
    parameters.addTimestamp(silentSince)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Bool { try row.bool() }
}

private struct TouchRefresh: Statement {
  static let sql = SQLText(SQL.Timeline.touchRefresh)
  var lease: RefreshLease
  var now: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.add(lease.tenant)
    parameters.add(lease.run)
    parameters.addTimestamp(now)
  }
}

private struct ReleaseRefresh: Statement {
  static let sql = SQLText(SQL.Timeline.releaseRefresh)
  var lease: RefreshLease
  func bind(_ parameters: inout Parameters) {
    parameters.add(lease.tenant)
    parameters.add(lease.run)
  }
}

private struct HoldRefresh: Statement {
  static let sql = SQLText(SQL.Timeline.holdRefresh)
  var lease: RefreshLease
  func bind(_ parameters: inout Parameters) {
    parameters.add(lease.tenant)
    parameters.add(lease.run)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Bool { try row.bool() }
}
