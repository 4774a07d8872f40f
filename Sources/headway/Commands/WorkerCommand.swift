import ArgumentParser
import Delivery
import Logging
import Observation
import ServiceLifecycle
import Store
import Terminal
import Workers

struct WorkerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: "Do the work of all tenants, figures, alerts, schedules, until Ctrl-C.",
    discussion: """
      Several may run side by side, on one machine or many; if one dies, another does its work within 65 s.
      Ctrl-C, or SIGTERM, ends it when what runs has ended; a second one stops that too. Nothing is lost either way.
      """)

  @OptionGroup var options: GlobalOptions
  @Flag(help: "Do all that is due, and end.") var once = false

  func run() async throws {
    guard once else { return try await options.work(saying: nil) }
    try await options.withAgency { agency in
      try await agency.requireSoundness()
      let tally = WorkTally()
      let worker = try agency.worker { event in
        tally.count(event)
        agency.console.tell(event)
      }
      try await worker.once()
      agency.console.say(tally.sentence)
    }
  }
}

struct UpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "up",
    abstract: "Everything in one process: the embedded database, migrations, workers. Ctrl-C stops it in order.",
    discussion: "With --database or HEADWAY_DATABASE_URL it works on that database, which has to be migrated.")

  @OptionGroup var options: GlobalOptions

  func run() async throws { try await options.work(saying: "headway is up; Ctrl-C stops it") }
}

extension GlobalOptions {
  /// Works until it is told to stop, in two steps.
  fileprivate func work(saying greeting: String?) async throws {
    try await withAgency(heedsInterruption: false) { agency in
      try await agency.requireSoundness()
      if let greeting { agency.console.say(greeting) }
      let worker = try agency.worker { agency.console.tell($0) }
      let run = WorkerService(worker: worker, console: agency.console)
      // ServiceGroup says in its log what it does at each step; what a person wants to know, the console says.
      let group = ServiceGroup(
        configuration: .init(
          services: [.init(service: run, successTerminationBehavior: .gracefullyShutdownGroup)],
          logger: Logger(label: "headway", factory: { _ in SwiftLogNoOpLogHandler() })))
      try await withStopSignals(
        onFirst: {
          agency.console.say("stopping: what runs is ended first; again to stop that too …")
          Task { await group.triggerGracefulShutdown() }
        },
        onSecond: { agency.console.say("stopping at once …") },
        { try await group.run() })
    }
  }
}

private struct WorkerService: Service {
  let worker: Worker
  let console: Console
  func run() async { await worker.run() }
}

extension Agency {
  func worker(observe: @escaping Observer) throws -> Worker {
    Worker(database, name: Environment.current.processName, courier: try courier(), observe: observe)
  }
}
