import ArgumentParser
import Foundation
import LibPQ
import Store
import Terminal

struct PsqlCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "psql", abstract: "Open psql as a client sees it, with a login made for an hour.",
    discussion: "What headway does not know goes to psql: headway psql acme -c 'select * from report.lvr'")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(parsing: .allUnrecognized, help: ArgumentHelp("For psql.", valueName: "psql-argument"))
  var arguments: [String] = []

  func run() async throws {
    // A `--` that says where psql's own begin is for us.
    let (slug, arguments) = (tenant, arguments.first == "--" ? Array(arguments.dropFirst()) : arguments)
    let status = try await options.withAgency(heedsInterruption: false) { agency in
      let tenant = try await agency.tenant(slug)
      let logins = agency.database.logins
      try await logins.sweep()
      let anHour = Int64((Date.now.timeIntervalSince1970 + 3600) * 1_000_000)
      let login = try await logins.create(for: tenant, label: "headway psql", until: anHour)
      do {
        let status = try await ForegroundProgram.psql(as: login, arguments).run()
        try await logins.revoke(login.role)
        return status
      } catch {
        try? await logins.revoke(login.role)
        throw error
      }
    }
    if status != 0 { throw ExitCode(Failure.Kind.failed.rawValue) }
  }
}

extension ForegroundProgram {
  /// The password goes through the environment: arguments are there for everybody to read.
  fileprivate static func psql(as login: NewLogin, _ arguments: [String]) -> ForegroundProgram {
    var place = login.conninfo
    place["password"] = nil
    place["application_name"] = "headway psql"
    return ForegroundProgram(
      name: "psql", arguments: [place.text] + arguments, environment: ["PGPASSWORD": login.password])
  }
}
