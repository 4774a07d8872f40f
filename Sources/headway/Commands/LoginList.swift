import ArgumentParser
import Engine
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
      let tenant = try await owner.find(in: agency)
      let logins = try await agency.database.logins.all(of: tenant)
      let clock = tenant?.clock ?? .utc
      agency.console.show(
        Table(
          [Table.Column("login", isFlexible: false), "label", "created_at", "valid_until", "sessions", "connections"],
          rows: logins.map {
            [
              .text($0.role), .text($0.label), .instant($0.createdAt, in: clock), .instant($0.validUntil, in: clock),
              .int($0.sessions),
              .int($0.connections),
            ]
          }), whenEmpty: "there is no login; make one: headway login create")
    }
  }
}
