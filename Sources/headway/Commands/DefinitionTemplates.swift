import ArgumentParser
import Definitions
import Terminal

struct DefinitionTemplates: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates", abstract: "Definitions to begin with: all of them, or the text of one.",
    discussion: "headway definition templates meeting-ready > acme.yaml")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "A template.")
  var name: String?

  func run() async throws {
    let console = options.console
    guard let name else {
      return console.show(
        Table(["name", "summary"], rows: Template.allCases.map { [.text($0.rawValue), .text($0.summary)] }))
    }
    guard let template = Template(rawValue: name) else {
      throw Failure(.notFound, "there is no template '\(name)'", advice: "headway definition templates")
    }
    console.show(template.text)
  }
}
