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
      .text(tenant.state.rawValue, ink: tenant.state == .active ? nil : .notable), .instant(tenant.createdAt),
    ]
  }
}

extension Cell {
  /// An instant in UTC, from microseconds since 1970.
  static func instant(_ microseconds: Int64?) -> Cell {
    guard let microseconds else { return .null }
    let seconds = microseconds.dividingRounded(by: 1_000_000)
    let day = Day(Int32(clamping: seconds.dividingRounded(by: 86_400)))
    let time = seconds - Int64(day.number) * 86_400
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return .date("\(day)T\(two(time / 3600)):\(two(time / 60 % 60)):\(two(time % 60))Z")
  }
}

extension Int64 {
  /// Rounded down, before 1970 too.
  fileprivate func dividingRounded(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
