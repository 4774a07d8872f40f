import ArgumentParser
import Definitions
import Store
import Terminal

struct DefinitionDiff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "What one version of a tenant's definition says otherwise than another.",
    discussion: "Lines of the first that are gone begin with -, those that are new with +.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: ArgumentHelp("The version to compare with.", valueName: "a"))
  var first: Int32

  @Argument(help: ArgumentHelp("The version that is compared.", valueName: "b"))
  var second: Int32

  func run() async throws {
    let command = self
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(command.tenant)
      let versions = try await agency.database.read(DefinitionVersions(tenant: tenant.id), as: tenant.id)
      let pair = try [command.first, command.second].map { number in
        guard let found = versions.first(where: { $0.version == number }) else {
          throw StoreError.noSuchDefinition(tenant: command.tenant, version: number)
        }
        return found
      }
      let lines = LineDifference(from: pair[0].source, to: pair[1].source).lines
      guard agency.console.format == .table else {
        return agency.console.show(
          Table(
            ["change", "line_a", "line_b", "text"],
            rows: lines.map {
              [.text($0.change.rawValue), .int($0.old), .int($0.new), .text($0.text)]
            }))
      }
      let screen = agency.console.results
      func title(_ version: StoredDefinition) -> String { "definition \(version.version) \"\(version.name)\"" }
      var text = "--- \(title(pair[0]))\n+++ \(title(pair[1]))\n"
      for line in lines { text += line.text(on: screen) + "\n" }
      agency.console.show(text)
      if lines.allSatisfy({ $0.change == .none }) { agency.console.say("the two say the same") }
    }
  }
}

extension LineDifference.Line {
  fileprivate func text(on screen: Screen) -> String {
    switch change {
    case .none: "  \(text)"
    case .removed: screen.paint("- \(text)", .bad)
    case .added: screen.paint("+ \(text)", .good)
    }
  }
}
