public import Delivery
public import Store

/// Keeps every tenant's figures up to date: looks for marks, tenant after tenant, and refreshes. What has to be
/// told goes out beside it (`DeliveryLoop`).
///
/// Each tenant gets its turn before any gets a second one, however much one of them has to do.
public struct WorkerLoop: Sendable {
  let database: Database
  /// Where there is a courier.
  public let delivery: DeliveryLoop?
  let report: @Sendable (Event) -> Void
  private let digests: DigestRound
  private let reaper: LoginReaper

  public enum Event: Sendable {
    case refreshed(Tenant, leads: Int)
    /// Its history was computed anew, under another definition or zone, and readers see that now.
    case restated(Tenant, leads: Int)
    /// Alerts were sent, or could not be.
    case delivered(Tenant, DeliveryTally)
    /// Logins whose time had passed are gone.
    case dropped(logins: Int)
    /// Expired logins could not be dropped; it is tried again in a minute.
    case notDropped(any Error)
    /// The tenant's figures stay as they were; its marks are kept, and it is tried again in the next round.
    case failed(Tenant, any Error)
  }

  /// How long the loop rests when a round found nothing to do.
  static let rest: Duration = .seconds(1)

  /// - Parameter courier: Who brings alerts to their sinks; `nil`: they wait for another worker.
  public init(_ database: Database, courier: Courier? = nil, report: @escaping @Sendable (Event) -> Void = { _ in }) {
    self.database = database
    delivery = courier.map { DeliveryLoop(database, courier: $0, report: report) }
    self.report = report
    digests = DigestRound(database)
    reaper = LoginReaper(database)
  }

  /// One round over all tenants. Returns how many leads were computed.
  @discardableResult
  public func once() async throws -> Int {
    var total = 0
    do {
      if let logins = try await reaper.sweep(), logins > 0 { report(.dropped(logins: logins)) }
    } catch let error as CancellationError {
      throw error
    } catch {
      report(.notDropped(error))
    }
    for tenant in try await database.tenants.all() where tenant.state == .active {
      try Task.checkCancellation()
      do {
        if let leads = try await Restatement(database, tenant: tenant).catchUp() {
          total += leads
          report(.restated(tenant, leads: leads))
        }
        if let leads = try await Refresh(database, tenant: tenant.id).drain(), leads > 0 {
          total += leads
          report(.refreshed(tenant, leads: leads))
        }
        try await digests.write(for: tenant)
      } catch let error as CancellationError {
        throw error
      } catch StoreError.overtaken {
        continue  // Another worker is at it.
      } catch {
        report(.failed(tenant, error))
      }
    }
    return total
  }

  /// Rounds until the task is cancelled; a round that has begun a tenant ends it first.
  ///
  /// Being stopped is how it ends, so it returns then and does not throw.
  public func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      if let delivery { group.addTask { try await delivery.run() } }
      group.addTask { try await runRounds() }
      // Whichever ends first, stopped or by a failure, takes the other along.
      try await group.next()
      group.cancelAll()
    }
  }

  private func runRounds() async throws {
    do {
      while true {
        if try await once() == 0 { try await Task.sleep(for: Self.rest) }
      }
    } catch  where Task.isCancelled {
      return
    }
  }
}
