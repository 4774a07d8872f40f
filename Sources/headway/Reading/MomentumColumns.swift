import Definitions
import Engine
import Store
import Terminal

/// The columns of the momentum views, and of the tables that are made of them.
enum MomentumColumns {
  static func leads(_ reading: MomentumReading, of tenant: Tenant) -> Table {
    Table(
      [
        "tenant", "lead_id", "external_id", "email", "account", "day", "momentum", "velocity", "frequency", "content",
        "stakeholders", "tier", "direction", "gain", "tier_since",
      ],
      rows: reading.leads.map { row in
        [
          .text(tenant.slug), .int(row.lead.rawValue), .text(row.externalID), .text(row.email), .text(row.account),
          .date(reading.today.description), .int(row.momentum), .int(row.velocity), .int(row.frequency),
          .int(row.content), .int(row.stakeholders), .text(row.tier), .text(row.direction), .decimal(row.gain),
          .date(row.tierSince.description),
        ]
      })
  }

  static func board(_ rows: [MomentumRow]) -> Table {
    Table(
      [
        "tier", "momentum", Table.Column("velocity", title: "vel."), Table.Column("frequency", title: "freq."),
        "content",
        Table.Column("stakeholders", title: "stakeh."), Table.Column("tier_since", title: "since"), "direction", "lead",
        "who", "account",
      ],
      rows: rows.map { row in
        [
          .text(row.tier, ink: Tier(rawValue: row.tier)?.ink), .int(row.momentum), .int(row.velocity),
          .int(row.frequency), .int(row.content), .int(row.stakeholders), .date(row.tierSince.description),
          .text(row.direction), .int(row.lead.rawValue), .text(row.person), .text(row.account),
        ]
      })
  }

  static func accounts(_ rows: [AccountMomentumRow], of tenant: Tenant) -> Table {
    Table(
      ["tenant", "account", "momentum", "stakeholders_now", "stakeholders_before", "surging"],
      rows: rows.map { [.text(tenant.slug)] + cells($0) + [.bool($0.isSurging)] })
  }

  static func accountBoard(_ rows: [AccountMomentumRow]) -> Table {
    Table(
      [
        "account", "momentum", Table.Column("stakeholders_now", title: "engaged, 30 days"),
        Table.Column("stakeholders_before", title: "30 days before"), Table.Column("surging", title: ""),
      ],
      rows: rows.map { cells($0) + [.text($0.isSurging ? "surging" : "", ink: .bad)] })
  }

  private static func cells(_ row: AccountMomentumRow) -> [Cell] {
    [.text(row.account), .int(row.momentum), .int(row.stakeholders), .int(row.stakeholdersBefore)]
  }

  static func queue(_ rows: [CallRow], of tenant: Tenant) -> Table {
    Table(
      [
        "tenant", "position", "lead_id", "external_id", "email", "account", "momentum", "tier", "reason", "action",
        "due_by", "last_engaged_at", "assigned_to",
      ],
      rows: rows.map { row in
        [
          .text(tenant.slug), .int(row.position), .int(row.lead.rawValue), .text(row.externalID), .text(row.email),
          .text(row.account), .int(row.momentum), .text(row.tier), .text(row.reason), .text(row.action),
          .date(Stamp.instant(row.dueBy).description), .date(row.lastEngagedAt.map { Stamp.instant($0).description }),
          .text(row.assignedTo),
        ]
      })
  }
}

extension Tier {
  var ink: Ink? {
    switch self {
    case .hot: .bad
    case .warming: .notable
    case .neutral: nil
    case .cooling, .cold: .dim
    }
  }
}
