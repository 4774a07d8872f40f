internal import Engine
public import Store

/// The schedules that need no configuration: one of each kind for every zone that a tenant lives in.
public struct DefaultSchedules: Sendable {
  private let database: Database

  public init(_ database: Database) { self.database = database }

  /// Makes those that are missing.
  public func complete() async throws {
    let missing = try await database.schedules.missing(ScheduleKind.allCases.map(\.rawValue))
    guard !missing.isEmpty else { return }
    let now = try await database.schedules.now()
    for (name, zone) in missing {
      guard let kind = ScheduleKind(rawValue: name), let clock = Zone(iana: zone), let cron = try? Cron(kind.cron)
      else { continue }
      try await database.schedules.putZone(
        name, zone: zone, cron: kind.cron, catchUp: .latest, first: cron.next(after: now, in: clock), replaces: false)
    }
  }
}
