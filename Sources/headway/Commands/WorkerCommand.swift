import ArgumentParser
import Delivery
import Observation
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
    guard once else { return try await options.run(.worker) }
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

extension Agency {
  func worker(observe: @escaping Observer) throws -> Worker {
    Worker(database, name: Environment.current.processName, courier: try courier(), observe: observe)
  }
}
