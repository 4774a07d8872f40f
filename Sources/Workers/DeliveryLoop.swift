public import Delivery
internal import Engine
public import Store

/// Sends every tenant's alerts when they are due, beside the computing of figures.
///
/// A sink that hangs holds one of a tenant's places until it is given up waiting for, and nobody else's: the
/// next look does not wait for those that are still at it.
public struct DeliveryLoop: Sendable {
  private let database: Database
  private let courier: Courier
  private let report: @Sendable (WorkerLoop.Event) -> Void

  /// Sinks that are sent to at a time, by this process.
  static let places = 32
  /// Of these, one tenant's.
  static let placesOfTenant = 8

  public init(_ database: Database, courier: Courier, report: @escaping @Sendable (WorkerLoop.Event) -> Void) {
    self.database = database
    self.courier = courier
    self.report = report
  }

  /// Sends all that is due, of all tenants, and waits until it is done. Returns how many attempts were made.
  public func once() async throws -> Int {
    let (database, courier, report) = (database, courier, report)
    let tenants = try await database.tenants.all().filter { $0.state == .active }
    return try await withThrowingTaskGroup(of: Int.self) { group in
      var (attempts, running) = (0, 0)
      for tenant in tenants {
        if running >= Self.placesOfTenant, let done = try await group.next() {
          attempts += done
          running -= 1
        }
        running += 1
        group.addTask {
          try await reporting(tenant, report) { try await courier.deliverDue(of: tenant) }.attempts
        }
      }
      return try await group.reduce(into: attempts) { $0 += $1 }
    }
  }

  /// Looks for what is due, again and again, until the task is cancelled.
  public func run() async throws {
    let busy = BusySinks()
    let (database, courier, report) = (database, courier, report)
    await withDiscardingTaskGroup { group in
      var turn = 0
      while !Task.isCancelled {
        // Each look begins with another tenant: when places are few, it is not always the same who gets them.
        let tenants = ((try? await database.tenants.all()) ?? []).filter { $0.state == .active }
        for tenant in tenants.rotated(by: turn) {
          for sink in (try? await courier.dueSinks(of: tenant)) ?? [] {
            guard await busy.begin(tenant, sink) else { continue }
            group.addTask {
              _ = try? await reporting(tenant, report) { try await courier.deliverDue(of: tenant, to: sink) }
              await busy.end(tenant, sink)
            }
          }
        }
        turn += 1
        try? await Task.sleep(for: WorkerLoop.rest)
      }
    }
  }
}

/// Says what came of it. A failure is the tenant's: the others go on.
private func reporting(
  _ tenant: Tenant, _ report: @Sendable (WorkerLoop.Event) -> Void, _ work: () async throws -> DeliveryTally
) async throws -> DeliveryTally {
  do {
    let tally = try await work()
    if tally.attempts > 0 { report(.delivered(tenant, tally)) }
    return tally
  } catch let error as CancellationError {
    throw error
  } catch {
    report(.failed(tenant, error))
    return DeliveryTally()
  }
}

/// Who is being sent to just now, by this process.
private actor BusySinks {
  private var sinks: [TenantID: Set<String>] = [:]

  /// `false`: it is being sent to already, or there is no place left.
  func begin(_ tenant: Tenant, _ sink: String) -> Bool {
    let mine = sinks[tenant.id, default: []]
    let all = sinks.values.reduce(0) { $0 + $1.count }
    guard all < DeliveryLoop.places, mine.count < DeliveryLoop.placesOfTenant, !mine.contains(sink) else {
      return false
    }
    sinks[tenant.id, default: []].insert(sink)
    return true
  }

  func end(_ tenant: Tenant, _ sink: String) {
    sinks[tenant.id]?.remove(sink)
    if sinks[tenant.id]?.isEmpty == true { sinks[tenant.id] = nil }
  }
}

extension Array {
  fileprivate func rotated(by steps: Int) -> ArraySlice<Element> {
    guard !isEmpty else { return self[...] }
    let start = steps % count
    return self[start...] + self[..<start]
  }
}
