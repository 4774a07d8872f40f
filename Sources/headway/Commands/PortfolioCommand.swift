import ArgumentParser
import Store
import Terminal

struct PortfolioCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "portfolio", abstract: "All clients side by side, the most unusual change first.",
    discussion: """
      The last month that is over. A change is unusual when it is significant and further from the median of the six \
      months before than twice their median absolute deviation. JSON and CSV have the columns of agency.portfolio.
      """)

  @OptionGroup var options: GlobalOptions

  @Option(help: ArgumentHelp("What comes first: unusual changes, high rates, or names.", valueName: "change|lvr|name"))
  var sort: PortfolioOrder = .change

  func run() async throws {
    let command = self
    try await options.withAgency { agency in
      let console = agency.console
      let rows = try await agency.database.portfolio(by: command.sort, asOf: command.options.asOf)
      guard console.format == .table else { return console.show(PortfolioColumns.all(rows)) }
      guard !rows.isEmpty else {
        return console.say("there is no tenant yet; make one: headway tenant create SLUG --name NAME --timezone ZONE")
      }
      console.show(PortfolioTable(rows: rows).text(on: console.results))
    }
  }
}
