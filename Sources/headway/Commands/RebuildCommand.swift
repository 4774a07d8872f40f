import ArgumentParser
import Store
import Terminal
import Workers

struct RebuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Recompute everything of a tenant from its log.",
    discussion: """
      Who is who, the state of every deal and all timelines are made anew beside the running figures, which one step \
      then replaces. With --verify the same is computed and compared with what is stored, and nothing changes.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Flag(help: "Compare with what is stored, change nothing; status 1 when something differs.")
  var verify = false

  func run() async throws {
    let (slug, verify) = (tenant, verify)
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      if verify {
        try await Self.verify(tenant, agency)
      } else {
        try await Self.rebuild(tenant, agency)
      }
    }
  }

  private static func rebuild(_ tenant: Tenant, _ agency: Agency) async throws {
    let restoration = Restoration(agency.database, tenant: tenant)
    let leads = try await agency.console.withProgress("rebuilding \(tenant.slug)", unit: "leads") { tally in
      try await restoration.run { tally.add($0) }
    }
    guard let leads else { throw try await agency.database.standing(of: tenant.id).failure(of: tenant.slug) }
    agency.console.show(.record(["tenant": .text(tenant.slug), "leads": .int(leads)]))
  }

  private static func verify(_ tenant: Tenant, _ agency: Agency) async throws {
    let console = agency.console
    let verification = Verification(agency.database, tenant: tenant)
    let findings = try await console.withProgress("verifying \(tenant.slug)", unit: "leads") { tally in
      try await verification.run { tally.add($0) }
    }
    let total = findings.differences.values.reduce(0, +)
    if total > 0 {
      console.show(
        Table(
          ["what", "place", "stored", "computed"],
          rows: findings.examples.map {
            [.text($0.subject.rawValue), .text($0.place), .text($0.stored), .text($0.computed)]
          }))
      let kinds = Verification.Difference.Subject.allCases.compactMap { subject in
        findings.differences[subject].map { "\($0) \(subject.rawValue)" }
      }
      throw Failure(
        .failed,
        "\(total) \(total == 1 ? "row differs" : "rows differ") from the log: \(kinds.joined(separator: ", "))",
        advice: "headway rebuild \(tenant.slug)")
    }
    console.show(
      .record([
        "tenant": .text(tenant.slug), "leads": .int(findings.leads), "keyrings": .int(findings.keyrings),
        "deals": .int(findings.deals), "differences": 0, "pending": .int(findings.pending),
      ]))
  }
}
