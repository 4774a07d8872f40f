import ArgumentParser
import Store
import Terminal

struct LoginList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The logins of a tenant, or the agency's own.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var owner: LoginOwner

  func run() async throws {
    let owner = owner
    try await options.withAgency { agency in
      let logins = try await agency.database.logins.all(of: try await owner.find(in: agency))
      agency.console.show(
        Table(
          [Table.Column("login", isFlexible: false), "label", "created_at", "valid_until", "sessions", "connections"],
          rows: logins.map {
            [
              .text($0.role), .text($0.label), .instant($0.createdAt), .instant($0.validUntil), .int($0.sessions),
              .int($0.connections),
            ]
          }), whenEmpty: "there is no login; make one: headway login create")
    }
  }
}
