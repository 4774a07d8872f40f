internal import Engine
public import Observation
public import Store

/// Makes the jobs of schedules whose time has come. Any number of workers may: a time is taken once.
public struct ScheduleRound: Sendable {
  private let database: Database
  private let observe: Observer

  /// Schedules whose times are taken in one transaction.
  static let batch = 500

  public init(_ database: Database, observe: @escaping Observer = { _ in }) {
    self.database = database
    self.observe = observe
  }

  /// Takes all times that have come. Returns how many schedules they were of.
  @discardableResult
  public func fire() async throws -> Int {
    var total = 0
    while true {
      let due = try await database.schedules.due(limit: Self.batch)
      var own: [FiredSchedule] = []
      var zones: [FiredZone] = []
      for schedule in due {
        let fired = Self.fired(schedule)
        if schedule.tenant == nil { zones.append(Self.inItsZone(fired)) } else { own.append(fired) }
      }
      if !zones.isEmpty {
        for (zone, jobs) in try await database.schedules.fire(zones) {
          observe(.schedulesFired(kind: zone.fired.due.kind, zone: zone.fired.due.zone, schedules: 1, jobs: jobs))
        }
      }
      if !own.isEmpty {
        let taken = try await database.schedules.fire(own)
        if taken > 0 { observe(.schedulesFired(kind: "own", zone: nil, schedules: taken, jobs: nil)) }
      }
      total += due.count
      if due.count < Self.batch { return total }
    }
  }

  private static func inItsZone(_ fired: FiredSchedule) -> FiredZone {
    let zone = Zone(iana: fired.due.zone) ?? .utc
    return FiredZone(fired: fired, day: zone.day(ofInstant: fired.due.now))
  }

  /// A row whose kind, zone or expression this version does not understand rests until somebody sets it anew.
  static func fired(_ due: DueSchedule) -> FiredSchedule {
    guard let kind = ScheduleKind(rawValue: due.kind), let zone = Zone(iana: due.zone), let cron = try? Cron(due.cron)
    else { return FiredSchedule(due: due, following: nil, jobs: []) }
    let slots = Slots(from: due.next, notAfter: due.now, cron, in: zone, due.catchUp)
    var jobs: [WantedJob] = []
    for slot in slots.taken {
      let job = kind.job(at: slot, in: zone)
      if !jobs.contains(job) { jobs.append(job) }
    }
    return FiredSchedule(due: due, following: slots.following, jobs: jobs)
  }
}
