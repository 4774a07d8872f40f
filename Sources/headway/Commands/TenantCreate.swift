import ArgumentParser
import Intake
import Store
import Terminal

struct TenantCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a tenant, or many from a file.",
    discussion: """
      The file is a CSV with the columns slug, name, timezone, and if you like arr, currency, identities, commitment. \
      It is made as a whole or not at all. A tenant that is there with the same settings is left as it is.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The short name that commands and reports use: acme-europe.")
  var slug: String?

  @Option(
    name: .customLong("from"),
    help: ArgumentHelp("A CSV with a line for each tenant; - for standard input.", valueName: "file.csv"))
  var file: String?

  @OptionGroup var settings: TenantOptions

  func validate() throws {
    switch (slug, file) {
    case (nil, nil): throw ValidationError("Name a tenant, or a file with --from.")
    case (_?, _?): throw ValidationError("Name a tenant, or a file with --from, not both.")
    case (_?, nil) where settings.name == nil: throw ValidationError("--name is missing: the client's name.")
    case (_?, nil) where settings.timezone == nil:
      throw ValidationError("--timezone is missing: the zone in which the client's days begin, such as Europe/Berlin.")
    default: break
    }
  }

  func run() async throws {
    let wanted = try wanted()
    try await options.withAgency { agency in
      let made = try await agency.database.tenants.create(wanted)
      agency.console.show(Table(provisioned: made))
      let found = made.count { !$0.isNew }
      if found > 0 {
        agency.console.say(
          made.count == 1
            ? "tenant '\(made[0].tenant.slug)' exists already" : "\(found) of \(made.count) existed already")
      }
    }
  }

  private func wanted() throws -> [NewTenant] {
    if let slug { return [NewTenant(slug: slug, settings: try TenantSettings(settings))] }
    guard let file else { return [] }
    return file == "-"
      ? try Intake.TenantList.read(DescriptorSource(descriptor: 0), name: "standard input")
      : try Intake.TenantList.read(PathSource(path: file), name: file)
  }
}

extension TenantSettings {
  /// - Parameter knownCurrency: Of the tenant that is being changed.
  init(_ options: TenantOptions, knownCurrency: String = "USD") throws {
    try self.init(
      name: options.name, timezone: options.timezone, currency: options.currency, arr: options.arr,
      identities: options.identities, commitment: options.commitment, knownCurrency: knownCurrency)
  }
}
