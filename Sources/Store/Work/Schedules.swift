public import Engine
import LibPQ

extension Database {
  /// When jobs come by themselves.
  public var schedules: Schedules { Schedules(database: self) }
}

/// A schedule's time that was taken: which jobs it makes, and when the next one comes.
public struct FiredSchedule: Sendable, Hashable {
  public var due: DueSchedule
  /// Microseconds since 1970; `nil`: never again.
  public var following: Int64?
  /// Of one kind; a subject each.
  public var jobs: [WantedJob]

  public init(due: DueSchedule, following: Int64?, jobs: [WantedJob]) {
    self.due = due
    self.following = following
    self.jobs = jobs
  }
}

/// The time of everybody's schedule in a zone, and what day it is there.
public struct FiredZone: Sendable, Hashable {
  public var fired: FiredSchedule
  public var day: Day

  public init(fired: FiredSchedule, day: Day) {
    self.fired = fired
    self.day = day
  }
}

/// Schedules as rows. What their expressions mean is decided by who reads them; a time that has come is
/// taken once, by whoever is first, together with the jobs that it makes.
public struct Schedules: Sendable {
  let database: Database

  public func due(limit: Int) async throws -> [DueSchedule] {
    try await database.asDispatcher(DueSchedules(limit: limit))
  }

  /// Takes times of tenants' own schedules. Returns how many were still there to be taken.
  public func fire(_ fired: [FiredSchedule]) async throws -> Int {
    Int(try await database.asDispatcher(FireSchedules(fired: fired)).first ?? 0)
  }

  /// Takes times of everybody's schedules in their zones: a job for each tenant that one concerns on its day.
  /// Returns those that were still there to be taken, and how many jobs each made.
  public func fire(_ zones: [FiredZone]) async throws -> [(zone: FiredZone, jobs: Int)] {
    try await database.asDispatcher(FireZoneSchedules(fired: zones)).compactMap { place, jobs in
      guard let jobs, zones.indices.contains(place) else { return nil }
      return (zones[place], jobs)
    }
  }

  /// The zones of tenants for which one of these kinds has no schedule yet.
  public func missing(_ kinds: [String]) async throws -> [(kind: String, zone: String)] {
    try await database.asDispatcher(ZonesWithout(kinds: kinds))
  }

  /// Sets everybody's schedule in a zone; where there is one, only if it `replaces`.
  public func putZone(
    _ kind: String, zone: String, cron: String, catchUp: CatchUp, first: Int64?, replaces: Bool
  ) async throws {
    _ = try await database.asDispatcher(
      PutZoneSchedule(kind: kind, zone: zone, cron: cron, catchUp: catchUp, first: first, replaces: replaces))
  }

  /// Gives a tenant a schedule of its own.
  public func put(
    _ kind: String, of tenant: Tenant, zone: String, cron: String, catchUp: CatchUp, first: Int64?
  ) async throws {
    try await database.write(
      PutSchedule(tenant: tenant.id, kind: kind, cron: cron, zone: zone, catchUp: catchUp, first: first),
      as: tenant.id)
  }

  /// Back to everybody's. Returns whether it had one of its own.
  public func remove(_ kind: String, of tenant: Tenant) async throws -> Bool {
    try await !database.write(RemoveSchedule(tenant: tenant.id, kind: kind), as: tenant.id).isEmpty
  }

  /// Those that hold for a tenant; without one, all there are.
  public func list(of tenant: Tenant? = nil) async throws -> [ListedSchedule] {
    try await database.asDispatcher(ListSchedules(tenant: tenant?.id))
  }

  /// The database's clock, in microseconds since 1970.
  public func now() async throws -> Int64 {
    try await database.asDispatcher(OutboxTime()).first ?? 0
  }
}
