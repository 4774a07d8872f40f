import ArgumentParser
import Definitions
import Terminal
import Workers

struct DefinitionCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check a definition, and store nothing.",
    discussion: "With a tenant, names are compared with what its data has had. Without one, no database is needed.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The definition; - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(help: "The tenant whose attributes and events to compare with.")
  var tenant: String?

  func run() async throws {
    let console = options.console
    let file = try TextFile(file)
    let definition = try await definition(in: file)
    console.show(
      .record([
        "name": .text(definition.name), "basis": .text(definition.basis.rawValue),
        "gates": .text(Gate.allCases.filter { definition.gates[$0] != nil }.map(\.rawValue).joined(separator: ",")),
        "warnings": .int(definition.warnings.count),
      ]))
  }

  private func definition(in file: TextFile) async throws -> Definition {
    guard let slug = tenant else {
      let definition = try Definition.read(file)
      options.console.tell(definition.warnings)
      return definition
    }
    return try await options.withAgency { agency in
      try await Restatement(agency.database, tenant: try await agency.tenant(slug)).definition(in: file, agency.console)
    }
  }
}
