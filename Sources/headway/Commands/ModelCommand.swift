import ArgumentParser
import Definitions
import Store
import Terminal
import Workers

struct ModelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model", abstract: "The numbers that momentum is made of.",
    subcommands: [ModelSet.self, ModelShow.self, ModelDefault.self])
}

struct ModelDefault: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "default", abstract: "Print the model that every tenant begins with, to be changed and set.")

  func run() throws {
    print(MomentumModel.defaultText, terminator: "")
  }
}

struct ModelSet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Store a momentum model as a tenant's next version, and recompute all momentum.",
    discussion: """
      A file with an error changes nothing. History is restated under the new model and no alert is told of it; \
      readers see the old figures until the new ones are whole. What a file leaves out is as the default has it.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: "The model; - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Flag(name: .customLong("no-wait"), help: "Store it, and leave the computing to `headway up` or `headway worker`.")
  var noWait = false

  func run() async throws {
    let (slug, waits) = (tenant, !noWait)
    let file = try TextFile(file)
    try await options.withAgency { agency in
      let console = agency.console
      let restatement = Restatement(agency.database, tenant: try await agency.tenant(slug))
      let model = try MomentumModel.read(file)
      let adopted = try await console.withProgress("computing \(slug)", unit: "leads") { tally in
        try await restatement.adopt(model, waits: waits) { tally.add($0) }
      }
      console.show(
        .record(["tenant": .text(slug), "version": .int(adopted.version), "stored": .bool(adopted.isNew)]))
      if adopted.isNew, !waits { console.say("momentum follows as soon as a worker has computed it") }
      if !adopted.isNew { console.say("version \(adopted.version) has this text already") }
    }
  }
}

struct ModelShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "A tenant's momentum model as it was set: the newest, or another version.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Option(help: ArgumentHelp("This version; 0 is the default model.", valueName: "version"))
  var version: Int32?

  func run() async throws {
    let (slug, version) = (tenant, version)
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      let versions = try await agency.database.read(ModelVersions(tenant: tenant.id), as: tenant.id)
      let wanted = version ?? versions.last?.version ?? 0
      guard wanted != 0 else {
        if version == nil { agency.console.say("\(slug) follows the default model") }
        return agency.console.show(model: MomentumModel.defaultText, version: 0, of: slug)
      }
      guard let model = versions.first(where: { $0.version == wanted }) else {
        throw Failure(
          .notFound, "tenant '\(slug)' has no momentum model of version \(wanted)",
          advice: versions.isEmpty
            ? "it follows the default one: headway model default" : "the newest is \(versions.last?.version ?? 0)")
      }
      agency.console.show(model: model.source, version: wanted, of: slug)
    }
  }
}

extension Console {
  fileprivate func show(model source: String, version: Int32, of tenant: String) {
    guard format == .table else {
      return show(.record(["tenant": .text(tenant), "version": .int(version), "source": .text(source)]))
    }
    show(source.hasSuffix("\n") ? String(source.dropLast()) : source)
  }
}

extension MomentumModel {
  /// Parses a file. What is wrong with it goes to standard error as a compiler prints it.
  fileprivate static func read(_ file: TextFile) throws -> MomentumModel {
    do throws(Diagnostics) {
      return try parse(file.text, file: file.name)
    } catch {
      StandardError.write(error.description + "\n")
      let count = error.errors.count
      throw Failure(.refused, "\(count == 1 ? "an error" : "\(count) errors"), nothing was stored", at: file.name)
    }
  }
}
