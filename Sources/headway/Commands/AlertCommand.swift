import ArgumentParser
import Definitions
import Delivery
import Engine
import Store
import Terminal

struct AlertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alert", abstract: "What was told about a tenant's leads, and whether it arrives.",
    subcommands: [AlertList.self, AlertTest.self])

  @OptionGroup var options: GlobalOptions
}

struct AlertList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The alerts of a tenant, newest first, and what became of each.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
  var limit = 50

  func validate() throws {
    if limit < 1 { throw ValidationError("A limit is at least 1.") }
  }

  func run() async throws {
    let (slug, limit) = (tenant, limit)
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      agency.console.show(
        Table(alerts: try await agency.database.alerts(of: tenant.id, limit: limit), of: tenant),
        whenEmpty: "nothing was told yet; to try the sinks: headway alert test \(slug)")
    }
  }
}

struct AlertTest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Send a test to a tenant's sinks now, and say what each of them answered.",
    discussion: "A sink that was switched off, because it said that it was gone, is on again when a test arrives there."
  )

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Option(help: ArgumentHelp("The one sink to try.", valueName: "name"))
  var sink: String?

  func run() async throws {
    let (slug, wanted) = (tenant, sink)
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      let sinks = try await agency.database.sinks(of: tenant.id).all().map(\.sink)
        .filter { wanted == nil || $0.name == wanted }
      if let wanted, sinks.isEmpty { throw Failure(noSink: wanted, of: slug) }
      guard !sinks.isEmpty else {
        throw Failure(.notFound, "'\(slug)' has no sink", advice: "set some: headway sink set \(slug) FILE")
      }
      let courier = try agency.courier()
      let alert = try await agency.database.writeTestAlert(of: tenant.id, for: wanted)
      let answers = try await withThrowingTaskGroup(of: (Sink, DeliveryResult?).self) { group in
        for sink in sinks {
          group.addTask { (sink, try await courier.deliver(alert: alert, of: tenant, to: sink.name)) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }.sorted { $0.0.name < $1.0.name }
      agency.console.show(Table(tests: answers))
      let failed = answers.filter { $0.1 != .delivered }.count
      if failed > 0 { throw Failure(.failed, "\(failed) of \(answers.count) sinks did not take the test") }
    }
  }
}

extension Agency {
  /// Who brings alerts to their sinks, as this machine is set up.
  func courier() throws -> Courier {
    let environment = Environment.current
    let check = TargetCheck(allowsPrivate: environment.allowsPrivateTargets)
    return Courier(
      database, sender: Senders(web: try WebSender(check), mail: MailSender(program: environment.sendmail)))
  }
}

extension Table {
  fileprivate init(alerts: [ToldAlert], of tenant: Tenant) {
    let clock = tenant.clock
    self.init(
      [
        "fired_at", Column("alert_id", isHiddenInTables: true), "kind", "lead_id", "account",
        Column("day", isHiddenInTables: true), "headline", "reason", "action", Column("due_by", isHiddenInTables: true),
        "assigned_to", "deliveries",
      ],
      rows: alerts.map { alert in
        [
          .instant(alert.firedAt, in: clock), .int(alert.id), .text(alert.kind), .int(alert.lead?.rawValue),
          .text(alert.account),
          .date(alert.day.description), .text(alert.headline), .text(alert.reason), .text(alert.action),
          .instant(alert.dueBy, in: clock), .text(alert.assignedTo), .text(alert.deliveries),
        ]
      })
  }

  fileprivate init(tests: [(sink: Sink, result: DeliveryResult?)]) {
    self.init(
      [Column("sink", isFlexible: false), "kind", "target", "outcome", "detail"],
      rows: tests.map { sink, result in
        let (outcome, detail) = result.words
        return [
          .text(sink.name), .text(sink.target.kind.rawValue), .text(sink.target.place),
          .text(outcome, ink: outcome == "delivered" ? .good : .bad), .text(detail),
        ]
      })
  }
}

extension DeliveryResult? {
  fileprivate var words: (outcome: String, detail: String?) {
    switch self {
    case .delivered?: ("delivered", nil)
    case .postponed(_, _, let reason)?: ("retrying", reason)
    case .gone(let reason)?: ("disabled", reason)
    case .dead(_, let reason)?, .expired(_, _, let reason)?, .failedTest(let reason)?: ("failed", reason)
    case nil: ("unknown", "another worker has taken the message; see headway alert list")
    }
  }
}
