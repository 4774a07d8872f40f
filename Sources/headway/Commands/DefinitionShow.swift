import ArgumentParser
import Store
import Terminal

struct DefinitionShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "The text of a tenant's definition: the one that is followed, or a version.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Option(help: ArgumentHelp("Another version than the one that is followed.", valueName: "n"))
  var version: Int32?

  func run() async throws {
    let (slug, version) = (tenant, version)
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      let versions = try await agency.database.read(DefinitionVersions(tenant: tenant.id), as: tenant.id)
      guard
        let found = version.map({ number in versions.first { $0.version == number } })
          ?? versions.first(where: \.isLive)
      else {
        if let version { throw StoreError.noSuchDefinition(tenant: slug, version: version) }
        throw Failure(
          .notFound, "tenant '\(slug)' has no definition yet", advice: "headway definition set \(slug) FILE")
      }
      guard agency.console.format == .table else {
        return agency.console.show(Table(definition: found, of: tenant))
      }
      agency.console.show(found.source)
    }
  }
}

extension Table {
  fileprivate init(definition: StoredDefinition, of tenant: Tenant) {
    self = .record([
      "version": .int(definition.version), "name": .text(definition.name), "basis": .text(definition.basis),
      "created_at": .instant(definition.createdAt, in: tenant.clock), "live": .bool(definition.isLive),
      "source": .text(definition.source),
    ])
  }
}
