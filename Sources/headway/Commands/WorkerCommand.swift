import ArgumentParser
import Delivery
import Store
import Terminal
import Workers

struct WorkerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: "Keep every tenant's figures up to date and send its alerts, until Ctrl-C.",
    discussion: "Several may run side by side, on one machine or many: one works on a tenant at a time.")

  @OptionGroup var options: GlobalOptions
  @Flag(help: "Do all that is due, and end.") var once = false

  func run() async throws {
    let once = once
    try await options.withAgency { agency in
      try await agency.requireSoundness()
      let loop = try agency.workerLoop()
      guard once else { return try await loop.run() }
      let leads = try await loop.once()
      let attempts = try await loop.delivery?.once() ?? 0
      agency.console.say(leads == 0 && attempts == 0 ? "nothing was due" : "computed \(leads) leads")
    }
  }
}

struct UpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "up",
    abstract: "Everything in one process: the embedded database, migrations, workers. Ctrl-C stops it in order.",
    discussion: "With --database or HEADWAY_DATABASE_URL it works on that database, which has to be migrated.")

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    try await options.withAgency { agency in
      try await agency.requireSoundness()
      agency.console.say("headway is up; Ctrl-C stops it")
      try await agency.workerLoop().run()
    }
  }
}

extension Agency {
  func workerLoop() throws -> WorkerLoop {
    let console = console
    return WorkerLoop(database, courier: try courier()) { event in
      switch event {
      case .refreshed(let tenant, let leads): console.say("\(tenant.slug): computed \(leads) leads")
      case .restated(let tenant, let leads): console.say("\(tenant.slug): computed all \(leads) leads anew")
      case .delivered(let tenant, let tally): console.tell(tally, of: tenant)
      case .dropped(let logins): console.say("dropped \(logins == 1 ? "a login" : "\(logins) logins") that had expired")
      case .notDropped(let error): console.warn("expired logins: \(Failure(error).what); trying again in a minute")
      case .failed(let tenant, let error): console.warn("\(tenant.slug): \(Failure(error).what); trying again")
      }
    }
  }
}

extension Console {
  fileprivate func tell(_ tally: DeliveryTally, of tenant: Tenant) {
    func messages(_ count: Int) -> String { count == 1 ? "a message" : "\(count) messages" }
    if tally.delivered > 0 { say("\(tenant.slug): delivered \(messages(tally.delivered))") }
    let reason = tally.lastReason ?? ""
    if tally.postponed > 0 {
      warn("\(tenant.slug): \(messages(tally.postponed)) did not arrive, trying again; \(reason)")
    }
    if tally.dead > 0 { warn("\(tenant.slug): \(messages(tally.dead)) given up; \(reason)") }
  }
}
