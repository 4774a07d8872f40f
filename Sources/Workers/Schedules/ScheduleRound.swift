internal import Engine
internal import Observation
public import Store

/// Makes the jobs of schedules whose time has come. Any number of workers may: a time is taken once.
struct ScheduleRound: Sendable {
  private let database: Database
  private let observe: Observer

  /// Schedules whose times are taken in one transaction.
  static let batch = 500

  init(_ database: Database, observe: @escaping Observer) {
    self.database = database
    self.observe = observe
  }

  /// Takes all times that have come. Returns how many schedules they were of.
  @discardableResult
  func fire() async throws -> Int {
    var total = 0
    while true {
      let due = try await database.schedules.due(limit: Self.batch)
      var own: [FiredSchedule] = []
      for schedule in due {
        let fired = Self.fired(schedule)
        if schedule.tenant == nil { try await fireZone(fired) } else { own.append(fired) }
      }
      if !own.isEmpty {
        let taken = try await database.schedules.fire(own)
        if taken > 0 { observe(.schedulesFired(kind: "own", zone: nil, schedules: taken, jobs: nil)) }
      }
      total += due.count
      if due.count < Self.batch { return total }
    }
  }

  private func fireZone(_ fired: FiredSchedule) async throws {
    let zone = Zone(iana: fired.due.zone) ?? .utc
    let day = zone.day(ofInstant: fired.due.now)
    if let jobs = try await database.schedules.fireZone(fired, on: day) {
      observe(.schedulesFired(kind: fired.due.kind, zone: fired.due.zone, schedules: 1, jobs: jobs))
    }
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
