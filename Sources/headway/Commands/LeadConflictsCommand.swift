import ArgumentParser
import Definitions
import Engine
import Intake
import Store
import Terminal

struct LeadConflictsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conflicts", abstract: "Leads that several external ids stand for, and what joined these.",
    discussion:
      "Right after a change of CRM; wrong where two people shared an address. To part them: headway lead split.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  func run() async throws {
    let slug = tenant
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      let conflicts = try await agency.database.read(as: tenant.id, within: .seconds(600)) { session in
        try session.leadConflicts(of: tenant)
      }
      agency.console.show(Table(conflicts: conflicts), whenEmpty: "no two external ids were taken for one person")
    }
  }
}

extension Table {
  /// A row a join: two external ids, or groups of them, and the key.
  init(conflicts: [LeadConflict]) {
    self.init(
      ["lead_id", "external_ids", "joined_with", "by"],
      rows: conflicts.flatMap { conflict in
        conflict.joins.map { join in
          let by =
            join.isAlias
            ? "merge of \(join.keys.map(\.description).joined(separator: " and "))" : join.keys.first?.description
          return [
            .int(conflict.lead.rawValue), .text(join.left.joined(separator: ", ")),
            .text(join.right.joined(separator: ", ")), .text(by),
          ]
        }
      })
  }
}
