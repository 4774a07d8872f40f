import ArgumentParser
import Store
import Terminal
import Workers

struct WorkerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: "Keep every tenant's figures up to date, until Ctrl-C.",
    discussion: "Several may run side by side, on one machine or many: one works on a tenant at a time.")

  @OptionGroup var options: GlobalOptions
  @Flag(help: "Do all that is due, and end.") var once = false

  func run() async throws {
    let once = once
    try await options.withAgency { agency in
      let loop = agency.workerLoop()
      guard once else { return try await loop.run() }
      let leads = try await loop.once()
      agency.console.say(leads == 0 ? "nothing was due" : "computed \(leads) leads")
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
      agency.console.say("headway is up; Ctrl-C stops it")
      try await agency.workerLoop().run()
    }
  }
}

extension Agency {
  func workerLoop() -> WorkerLoop {
    let console = console
    return WorkerLoop(database) { event in
      switch event {
      case .refreshed(let tenant, let leads): console.say("\(tenant.slug): computed \(leads) leads")
      case .restated(let tenant, let leads): console.say("\(tenant.slug): computed all \(leads) leads anew")
      case .failed(let tenant, let error): console.warn("\(tenant.slug): \(Failure(error).what); trying again")
      }
    }
  }
}
