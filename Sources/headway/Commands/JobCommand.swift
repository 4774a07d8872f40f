import ArgumentParser
import Engine
import Store
import Terminal

struct JobCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "job", abstract: "The work of the workers: what runs, what waits, what was given up.",
    discussion: "What is done is not listed: it leaves at once. What was given up stays for 30 days.",
    subcommands: [JobList.self, JobRetry.self, JobDiscard.self])
}

struct JobList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "What runs, then what waits, then what was given up; oldest first.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "One tenant's; without it, everybody's.")
  var tenant: String?

  @Option(help: "Only those that are running, waiting, quarantined or dead.")
  var state: ListedJob.State?

  @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
  var limit = 100

  func validate() throws {
    if limit < 1 { throw ValidationError("A limit is at least 1.") }
  }

  func run() async throws {
    let (slug, state, limit) = (tenant, state, limit)
    try await options.withAgency { agency in
      var tenant: Tenant?
      if let slug { tenant = try await agency.database.tenants.named(slug) }
      agency.console.show(
        Table(jobs: try await agency.database.jobs.list(of: tenant, in: state, limit: limit)),
        whenEmpty: state == nil ? "nothing waits, and nothing was given up" : "none is \(state?.rawValue ?? "there")")
    }
  }
}

struct JobRetry: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Run jobs at the next occasion, also those that were given up.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("Their numbers, as `headway job list` shows them.", valueName: "job"))
  var jobs: [Int64]

  func run() async throws {
    let jobs = jobs
    try await options.withAgency { agency in
      for job in jobs {
        switch try await agency.database.jobs.retry(job) {
        case nil: throw Failure(noJob: job)
        case .running?: agency.console.say("job \(job) is running already")
        case .waiting?: agency.console.say("job \(job) runs at the next occasion")
        case .dead?, .quarantined?: agency.console.say("job \(job) begins anew")
        }
      }
    }
  }
}

struct JobDiscard: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard", abstract: "Take jobs away for good. One that is running stays.",
    discussion: "What a discarded refresh would have computed is computed with the tenant's next change.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("Their numbers, as `headway job list` shows them.", valueName: "job"))
  var jobs: [Int64]

  @Flag(help: "Do not ask.")
  var yes = false

  func run() async throws {
    let (jobs, yes) = (jobs, yes)
    try await options.withAgency { agency in
      try agency.console.confirmation(isGiven: yes).agree(
        to: jobs.count == 1 ? "discard job \(jobs[0])" : "discard \(jobs.count) jobs", typing: "discard")
      for job in jobs {
        switch try await agency.database.jobs.discard(job) {
        case nil: throw Failure(noJob: job)
        case .running?:
          throw Failure(.refused, "job \(job) is running", advice: "wait for its end: headway job list")
        case .waiting?, .dead?, .quarantined?: agency.console.say("job \(job) is gone")
        }
      }
    }
  }
}

extension Failure {
  fileprivate init(noJob job: Int64) {
    self.init(.notFound, "there is no job \(job): it may be done", advice: "headway job list")
  }
}

extension Table {
  fileprivate init(jobs: [ListedJob]) {
    let clocks = Clocks(jobs.map(\.zone))
    self.init(
      [
        Column("job_id", isFlexible: false), "tenant", "kind", "subject", "state", "run_at", "attempts",
        Column("crashes", isHiddenInTables: true), "worker", "last_error", Column("created_at", isHiddenInTables: true),
      ],
      rows: jobs.map { job in
        [
          .int(job.id), .text(job.tenant), .text(job.kind.rawValue), .text(job.subject.isEmpty ? nil : job.subject),
          .text(job.state.rawValue, ink: job.state.ink), .instant(job.runAt, in: clocks[job.zone]), .int(job.attempts),
          .int(job.crashes),
          .text(job.worker), .text(job.lastError), .instant(job.createdAt, in: clocks[job.zone]),
        ]
      })
  }
}

extension ListedJob.State {
  fileprivate var ink: Ink? {
    switch self {
    case .running: .good
    case .waiting: nil
    case .quarantined, .dead: .bad
    }
  }
}
