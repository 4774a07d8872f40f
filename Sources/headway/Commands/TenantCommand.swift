import ArgumentParser

struct TenantCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tenant", abstract: "The clients of the agency.",
    subcommands: [
      TenantCreate.self, TenantList.self, TenantShow.self, TenantSet.self, TenantSuspend.self, TenantResume.self,
      TenantExportCommand.self, TenantRestoreCommand.self, TenantDelete.self,
    ])

  @OptionGroup var options: GlobalOptions
}

/// What can be said of a tenant, when it is made and later.
struct TenantOptions: ParsableArguments {
  @Option(help: "The client's name, for people.")
  var name: String?

  @Option(help: ArgumentHelp("The IANA time zone in which its days begin.", valueName: "zone"))
  var timezone: String?

  @Option(help: ArgumentHelp("Annual recurring revenue, in the currency's units: 500000.", valueName: "amount"))
  var arr: String?

  @Option(help: ArgumentHelp("The code of its currency. (default: USD)", valueName: "code"))
  var currency: String?

  @Option(
    help: ArgumentHelp(
      "What joins two records to one lead, separated by commas. (default: external_id,email,linkedin,anonymous_id)",
      valueName: "keys"))
  var identities: String?

  @Option(help: ArgumentHelp("Meetings a month that the agency has promised.", valueName: "n"))
  var commitment: String?
}
