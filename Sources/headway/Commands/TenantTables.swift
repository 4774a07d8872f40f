import Engine
import Intake
import Store
import Terminal

extension Table {
  /// Tenants as `tenant list` shows them.
  init(tenants: [Tenant]) {
    self.init(Self.tenantColumns, rows: tenants.map(Self.cells))
  }

  /// One tenant by its fields.
  init(tenant: Tenant) {
    self.init(Self.tenantColumns, shape: .record, rows: [Self.cells(tenant)])
  }

  init(provisioned: [Provisioned]) {
    self.init(
      Self.tenantColumns + [Column("made")], rows: provisioned.map { Self.cells($0.tenant) + [.bool($0.isNew)] })
  }

  private static let tenantColumns: [Column] = [
    Column("slug", isFlexible: false), "name", "timezone", "currency", "arr", Column("identities"), "commitment",
    "state",
    Column("created_at", isHiddenInTables: true),
  ]

  private static func cells(_ tenant: Tenant) -> [Cell] {
    [
      .text(tenant.slug), .text(tenant.name), .text(tenant.timezone), .text(tenant.currency), .decimal(tenant.arrText),
      .text(tenant.identities.map(\.name).joined(separator: ",")), .int(tenant.commitment),
      .text(tenant.state.rawValue, ink: tenant.state == .active ? nil : .notable),
      .instant(tenant.createdAt, in: tenant.clock),
    ]
  }
}
