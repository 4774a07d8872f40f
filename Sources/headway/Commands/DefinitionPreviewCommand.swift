import ArgumentParser
import Definitions
import Store
import Terminal
import Workers

struct DefinitionPreviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "What a definition would have made of the last two years, beside the running one. Stores nothing.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: "The definition; - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(help: ArgumentHelp("How many leads to name of those that come and of those that go.", valueName: "n"))
  var limit = 10

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit \(limit) is less than none.") }
  }

  func run() async throws {
    let command = self
    let file = try TextFile(file)
    try await options.withAgency { agency in
      let console = agency.console
      let tenant = try await agency.tenant(command.tenant)
      let definition = try await Restatement(agency.database, tenant: tenant).definition(in: file, console)
      let preview = try await console.withProgress("computing \(tenant.slug)", unit: "leads") { tally in
        try await agency.database.preview(
          definition, for: tenant, examples: command.limit, asOf: command.options.asOf
        ) { tally.add($0) }
      }
      guard let preview else { throw try await agency.database.standing(of: tenant.id).failure(of: tenant.slug) }
      console.tell(preview.standing)
      let text = PreviewText(preview: preview, definition: definition, tenant: tenant)
      switch console.format {
      case .table: console.show(text.text(on: console.results))
      case .json: console.show(text.document(on: console.results))
      case .csv: console.show(text.months)
      }
      if preview.lowersTheBar { console.warn(text.loweredBar) }
    }
  }
}
