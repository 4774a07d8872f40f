import Logging
import Observation
import Service
import ServiceLifecycle
import Terminal
import Workers

/// What a process that stays does: workers, the service, or both.
struct LongRun: OptionSet {
  let rawValue: Int
  static let worker = LongRun(rawValue: 1)
  static let service = LongRun(rawValue: 2)
}

extension GlobalOptions {
  /// Runs until it is told to stop, in two steps: the first begins nothing more and lets end what was begun, the
  /// second stops that too.
  func run(_ parts: LongRun) async throws {
    let settings = try Environment.current.serviceSettings()
    try await withAgency(heedsInterruption: false) { agency in
      try await agency.requireSoundness()
      let console = agency.console
      let meters = Meters()
      let observe: Observer = { event in
        meters.observe(event)
        console.tell(event)
      }
      var services: [any ServiceLifecycle.Service] = []
      if parts.contains(.worker) { services.append(WorkerService(worker: try agency.worker(observe: observe))) }
      if parts.contains(.service) {
        services.append(
          WebService(settings, database: agency.database, meters: meters, observe: observe) { address in
            console.say("headway is up at \(address.url); Ctrl-C stops it")
          })
      } else {
        console.say("the worker is up; Ctrl-C stops it")
      }
      // ServiceGroup says in its log what it does at each step; what a person wants to know, the console says.
      let group = ServiceGroup(
        configuration: .init(
          services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
          logger: Logger(label: "headway", factory: { _ in SwiftLogNoOpLogHandler() })))
      try await withStopSignals(
        onFirst: {
          console.say("stopping: what runs is ended first; again to stop that too …")
          Task { await group.triggerGracefulShutdown() }
        },
        onSecond: { console.say("stopping at once …") },
        { try await group.run() })
    }
  }
}

private struct WorkerService: ServiceLifecycle.Service {
  let worker: Worker
  func run() async { await worker.run() }
}

extension Environment {
  fileprivate func serviceSettings() throws -> WebService.Settings {
    var settings = WebService.Settings(listen: try listenAddress())
    settings.publicURL = try publicAddress()
    if let intakeRate {
      guard let rate = Double(intakeRate), rate >= 1, rate.isFinite else {
        throw Failure(
          .usage, "HEADWAY_INTAKE_RATE is \u{201C}\(intakeRate)\u{201D}, which is no number of messages a second",
          advice: "leave it out for \(Int(settings.intakeRate)), or write a number from 1 on")
      }
      settings.intakeRate = rate
    }
    return settings
  }
}
