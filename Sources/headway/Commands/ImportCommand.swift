import ArgumentParser
import Intake

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring files into a tenant's log, list what came, take an import back.",
    subcommands: [
      ImportLeads.self, ImportEvents.self, ImportDeals.self, ImportSignals.self, ImportList.self, ImportRevert.self,
    ])
}

struct ImportLeads: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leads", abstract: "Import files of leads.",
    discussion: """
      A CSV with a header. One of external_id, email, linkedin says who it is; created_at, updated_at, stage, mql_at … \
      customer_at, channel, company, domain have their meaning; any other column is an attribute of the lead, account.* \
      of its company. Columns of other names: --map hubspot|salesforce|pipedrive, or a YAML file.
      """)
  @OptionGroup var options: GlobalOptions
  @OptionGroup var file: ImportArguments
  func run() async throws { try await file.run(.leads, options) }
}

struct ImportEvents: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Import files of events.",
    discussion: """
      A CSV with a header: who (external_id, email, linkedin, phone or anonymous_id), type, occurred_at; message_id and \
      channel if there are any; every other column is a property. Type stage with a column to changes the stage.
      """)
  @OptionGroup var options: GlobalOptions
  @OptionGroup var file: ImportArguments
  func run() async throws { try await file.run(.events, options) }
}

struct ImportDeals: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deals", abstract: "Import files of deals.",
    discussion: """
      A CSV with a header: deal_id, who (external_id or email), status (open, won, lost), and amount, currency, \
      created_at, closed_at. A later row of the same deal replaces it. The leads have to be there first.
      """)
  @OptionGroup var options: GlobalOptions
  @OptionGroup var file: ImportArguments
  func run() async throws { try await file.run(.deals, options) }
}

struct ImportSignals: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signals", abstract: "Import files of news about companies.",
    discussion: """
      A CSV with a header: domain (whose company), type (funding, leadership_change, …), occurred_at; message_id if there \
      is one; every other column is a property. They stand on the account's timeline, and move its momentum as far as \
      the model's signals say.
      """)
  @OptionGroup var options: GlobalOptions
  @OptionGroup var file: ImportArguments
  func run() async throws { try await file.run(.signals, options) }
}
