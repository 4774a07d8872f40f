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

  /// What a run finds to do when it takes the lease.
  public struct Found: Sendable {
    public var lease: RefreshLease
    public var marks: [Mark]
    public var generations: [Generation]
    /// A day has come on which there may be something to tell though nothing happened.
    public var isSomethingDue: Bool
    /// A refresh waits that this run may leave nothing to do.
    public var isRefreshWaiting: Bool
  }

  /// Takes the lease, and what is to be done under it along in the same round trip; `nil`: another run holds the tenant.
  ///
  /// - Parameter today: Instead of the database's, in the tenant's zone.
  public static func take(
    _ tenant: TenantID, marks limit: Int = 0, today: Day? = nil, in database: Database
  ) async throws -> Found? {
    let lease = RefreshLease(of: tenant)
    let (taken, marks, generations, due) = try await database.rework(
      TakeRefresh(lease: lease), Marks(tenant: tenant, limit: limit), Generations(tenant: tenant),
      WhatIsDue(tenant: tenant, day: today), as: tenant)
    if taken.isEmpty { return nil }
    return Found(
      lease: lease, marks: marks, generations: generations, isSomethingDue: due.first?.watch ?? true,
      isRefreshWaiting: due.first?.refresh ?? true)
  }

  public func release(in database: Database) async throws {
    try await database.rework(ReleaseRefresh(lease: self), as: tenant)
  }

  private init(of tenant: TenantID) {
    self.tenant = tenant
    run = PostgresUUID(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max))
  }

  /// Runs `body` with the lease, touching it all the while; gives it back afterwards.
  ///
  /// - Parameter isGivenBack: `body` gives it back itself, as the last thing that it does.
  public func keeping<Value: Sendable>(
    in database: Database, isGivenBack: Bool = false, _ body: @Sendable () async throws -> Value
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
      if !isGivenBack { try await release(in: database) }
      return value
    } catch {
      // Released if it can be; else it falls silent by itself.
      try? await release(in: database)
      throw error
    }
  }
}

/// What a refresh finds when it comes to write.
public struct HeldRefresh: Sendable {
  /// What the tenant is computed by.
  public var generations: [GenerationVersion]
  /// In its zone.
  public var today: Day?
  public var workflows: Set<Workflow>
  public var stored: ResultsBefore
}

extension Session {
  /// Whether the lease is still ours; it then stays so until this transaction ends.
  public mutating func hold(_ lease: RefreshLease) throws {
    if try run(HoldRefresh(lease: lease)).isEmpty { throw StoreError.overtaken }
  }

  /// The same, and all that is asked before results are written: in one round trip.
  ///
  /// - Parameters:
  ///   - generation: Of which it is read what is stored.
  ///   - leads: Of whom; of none where there are several generations.
  public mutating func holdReading(
    _ lease: RefreshLease, of generation: Int32, _ leads: [LeadID]
  ) throws -> HeldRefresh {
    let tenant = lease.tenant
    let (held, generations, days, momenta, timelines, workflows) = try batch(
      HoldRefresh(lease: lease), GenerationVersions(tenant: tenant), Today(),
      StoredMomenta(tenant: tenant, generation: generation, leads: leads),
      StoredTimelines(tenant: tenant, generation: generation, leads: leads), Workflows(tenant: tenant))
    if held.isEmpty { throw StoreError.overtaken }
    return HeldRefresh(
      generations: generations, today: days.first, workflows: Set(workflows.compactMap(\.self)),
      stored: ResultsBefore(momenta: momenta, timelines: timelines))
  }

  /// Gives the lease back with the transaction's commit.
  public mutating func release(_ lease: RefreshLease) throws { try post(ReleaseRefresh(lease: lease)) }
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
  func bind(_ parameters: inout Parameters) {
    parameters.add(lease.tenant)
    parameters.add(lease.run)
    parameters.add(Double(RefreshLease.silence.components.seconds))
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Bool { try row.bool() }
}

struct WhatIsDue: Statement {
  static let sql = SQLText(SQL.Timeline.whatIsDue)
  var tenant: TenantID
  var day: Day?
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(day)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> (watch: Bool, refresh: Bool) {
    (try row.bool(), try row.bool())
  }
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
