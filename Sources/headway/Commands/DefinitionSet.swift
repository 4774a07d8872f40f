import ArgumentParser
import Definitions
import Terminal
import Workers

struct DefinitionSet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Store a definition as a tenant's next version, and recompute the figures under it.",
    discussion: "A file with an error changes nothing. Readers see the old figures until the new ones are whole.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: "The definition; - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Flag(name: .customLong("no-wait"), help: "Store it, and leave the computing to `headway up` or `headway worker`.")
  var noWait = false

  func run() async throws {
    let (slug, waits) = (tenant, !noWait)
    let file = try TextFile(file)
    try await options.withAgency { agency in
      let console = agency.console
      let restatement = Restatement(agency.database, tenant: try await agency.tenant(slug))
      let definition = try await restatement.definition(in: file, console)
      let adopted = try await console.withProgress("computing \(slug)", unit: "leads") { tally in
        try await restatement.adopt(definition, waits: waits) { tally.add($0) }
      }
      console.show(
        .record([
          "tenant": .text(slug), "version": .int(adopted.version), "name": .text(definition.name),
          "basis": .text(definition.basis.rawValue), "warnings": .int(definition.warnings.count),
          "stored": .bool(adopted.isNew),
        ]))
      if adopted.isNew, !waits { console.say("the figures follow as soon as a worker has computed them") }
      if !adopted.isNew { console.say("version \(adopted.version) has this text already") }
    }
  }
}

extension Restatement {
  /// Reads a file, held against what the tenant's data has had.
  func definition(in file: TextFile, _ console: Console) async throws -> Definition {
    let definition = try Definition.read(file, vocabulary: try await vocabulary())
    let examined = try await examined(definition, file: file.name)
    console.tell(examined.warnings)
    return examined
  }
}

extension Console {
  /// As a compiler prints them; warnings are no results.
  func tell(_ warnings: [Diagnostic]) {
    if !warnings.isEmpty, !isQuiet { StandardError.write(Diagnostics(warnings).description + "\n") }
  }
}

extension Definition {
  /// Parses a file. What is wrong with it goes to standard error as a compiler prints it.
  static func read(_ file: TextFile, vocabulary: Vocabulary? = nil) throws -> Definition {
    do throws(Diagnostics) {
      return try parse(file.text, file: file.name, vocabulary: vocabulary)
    } catch {
      StandardError.write(error.description + "\n")
      let count = error.errors.count
      throw Failure(.refused, "\(count == 1 ? "an error" : "\(count) errors"), nothing was stored", at: file.name)
    }
  }
}
