import ArgumentParser
import Engine
import Intake
import Store
import Terminal

struct ImportList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "What was imported, oldest first.")
  @OptionGroup var options: GlobalOptions
  @Argument(help: "The tenant.") var tenant: String

  func run() async throws {
    let slug = tenant
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      agency.console.show(
        Table(imports: try await agency.database.imports(of: tenant)),
        whenEmpty: "nothing was imported yet: headway import leads \(slug) FILE.csv")
    }
  }
}

struct ImportRevert: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revert", abstract: "Take an import back, as if its file had never come.",
    discussion: "Leads that only it knew go, leads that it joined part again, deals fall back to their rows before.")
  @OptionGroup var options: GlobalOptions
  @Argument(help: "The tenant.") var tenant: String
  @Argument(help: "The number that import list shows.") var id: Int32
  @Flag(help: "Do not ask.") var yes = false

  func run() async throws {
    let (slug, id, yes) = (tenant, id, yes)
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      guard let row = try await agency.database.imports(of: tenant).first(where: { $0.id == id }) else {
        throw Failure(.notFound, "'\(slug)' has no import \(id)", advice: "headway import list \(slug)")
      }
      guard row.state != .reverted else { throw Failure(.refused, "import \(id) was reverted already") }
      try agency.console.confirmation(isGiven: yes).agree(
        to: "take back import \(id) of '\(slug)': \(row.fileName), \(row.rowsNew) rows")
      let gone = try await Revert(agency.database, tenant: tenant, zone: try Zone(of: tenant)).run(id)
      try await agency.refresh(tenant)
      agency.console.say(
        "took back \(gone.events) events, \(gone.records) lead rows, \(gone.deals) deal rows and \(gone.signals) signals"
      )
    }
  }
}

extension Table {
  fileprivate init(imports: [ImportRow]) {
    self.init(["import", "kind", "file", "state", "received", "rows", "new", "duplicates", "conflicting", "rejected"])
    for row in imports {
      append([
        .int(row.id), .text(row.kind), .text(row.fileName), .text(row.state.rawValue),
        .date(row.receivedDay.description),
        .int(row.rowsDone), .int(row.rowsNew), .int(row.duplicates), .int(row.conflicting), .int(row.rejected),
      ])
    }
  }
}
