import ArgumentParser
import Engine
import Store
import Terminal

struct CloseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "Publish a month's figures: what the client is told stays as it is.",
    discussion: """
      Counts, rates and each lead's part in them are kept. Late data restates what is live, never what was published; \
      headway lvr TENANT --published shows both and why they differ. A month in progress, or with work pending, is \
      refused.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: ArgumentHelp("The month.", valueName: "yyyy-mm"))
  var month: Period

  @Option(help: ArgumentHelp("Publish it again, and say why; the earlier revision is kept.", valueName: "reason"))
  var revise: String?

  func validate() throws {
    if month.grain != .month { throw ValidationError("\(month.name) is a week: months are published, as 2026-10.") }
    if let revise, !revise.contains(where: { !$0.isWhitespace }) {
      throw ValidationError("--revise needs a reason that says something.")
    }
  }

  func run() async throws {
    let command = self
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(command.tenant)
      do {
        let published = try await Publication(agency.database, tenant: tenant)
          .close(command.month, revising: command.revise, asOf: command.options.asOf)
        agency.console.show(PublishedColumns.receipt(published, of: tenant))
        if published.revision > 1 { agency.console.say("revision \(published.revision - 1) is kept") }
      } catch let refusal as PublicationRefusal {
        throw refusal.failure(of: tenant.slug)
      }
    }
  }
}

extension PublicationRefusal {
  func failure(of tenant: String) -> Failure {
    switch self {
    case .noFigures(let standing): return standing.failure(of: tenant)
    case .inProgress(let month, let today):
      return Failure(
        .refused, "\(month.name) is not over: today is \(today)", at: "tenant '\(tenant)'",
        advice: "a month can be published from \(month.last + 1) on")
    case .noSuchMonth(let month, let first):
      let advice = first.map { "they begin with \($0.name), the month of the first lead" }
      return Failure(
        .notFound, "tenant '\(tenant)' has no figures for \(month.name)",
        advice: advice ?? "there are no leads yet: headway import leads \(tenant) FILE")
    case .pending(let obstacles):
      return Failure(
        .refused, "work is pending: \(obstacles.map(\.words).joined(separator: "; "))", at: "tenant '\(tenant)'",
        advice: obstacles.compactMap { $0.advice(tenant) }.first)
    case .publishedAlready(let month, let instant, let revision, let zone):
      let day = Zone(iana: zone)?.day(ofInstant: instant)
      return Failure(
        .refused, "\(month.name) was published\(day.map { " on \($0)" } ?? "") (revision \(revision))",
        at: "tenant '\(tenant)'",
        advice: "to publish it again and keep that one: headway close \(tenant) \(month.name) --revise REASON")
    case .nothingToRevise(let month):
      return Failure(
        .refused, "\(month.name) was not published yet: there is nothing to revise", at: "tenant '\(tenant)'",
        advice: "headway close \(tenant) \(month.name)")
    case .contradictory(let month):
      return Failure(
        .refused, "the counts of \(month.name) are not the sum of its leads", at: "tenant '\(tenant)'",
        advice: "see what differs with headway rebuild \(tenant) --verify; mend it with headway rebuild \(tenant)")
    }
  }
}

extension PublicationRefusal.Obstacle {
  fileprivate var words: String {
    switch self {
    case .leads(let count): "\(count) \(count == 1 ? "lead is" : "leads are") still to be computed"
    case .importing(_, let kind, let file): "the import of \(kind) from \(file) did not end"
    case .rebuilding: "the figures are being computed anew"
    case .restating: "the figures do not follow the newest definition or time zone yet"
    }
  }

  fileprivate func advice(_ tenant: String) -> String? {
    switch self {
    case .leads, .restating: "headway worker --once"
    case .importing(let id, let kind, let file):
      "import the file again, and it goes on: headway import \(kind) \(tenant) \(file); "
        + "or take it back: headway import revert \(tenant) \(id)"
    case .rebuilding: "try again when that has ended"
    }
  }
}
