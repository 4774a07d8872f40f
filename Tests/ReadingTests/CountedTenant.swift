import Definitions
import Engine
import LibPQ
import MigratedDatabase
import Store
import TestSupport

/// A tenant whose day counts are put in by hand, read by a login of its own as its analyst would.
struct CountedTenant {
  let tenant: Tenant
  private let login: NewLogin

  /// - Parameter arr: yearly revenue in whole units of the currency.
  @discardableResult
  static func make(
    basis: Basis = .stock, arr: Int64? = nil, historyFrom: String? = nil, zone: String = "UTC", _ counts: [DayCount],
    in database: Database, _ place: TestDatabase
  ) async throws -> CountedTenant {
    let slug = "t\(UInt32.random(in: 0 ... .max))"
    let tenant = try await database.tenants.create(
      NewTenant(slug: slug, settings: TenantSettings(name: slug, timezone: zone, arrMinor: arr.map { $0 * 100 }))
    ).tenant
    let id = tenant.id.rawValue
    let administrator = try await Connection.open(place.conninfo)
    try await administrator.simple(
      """
      insert into core.definition (tenant_id, version, name, basis, source)
        values (\(id), 1, 'by hand', '\(basis.rawValue)', 'name: by hand');
      insert into core.generation (tenant_id, generation, definition, zone, state) values (\(id), 1, 1, '\(zone)', 'ready');
      insert into core.head (tenant_id, live_generation, history_from)
        values (\(id), 1, \(historyFrom.map { "'\($0)'" } ?? "null"));
      """)
    for count in counts { try await administrator.simple(count.insertion(of: id)) }
    await administrator.close()
    return CountedTenant(tenant: tenant, login: try await database.logins.create(for: tenant))
  }

  /// Rows of a query as the client's own login.
  func query(_ text: String, asOf: String) async throws -> [[String?]] {
    let connection = try await Connection.open(login.url)
    _ = try await connection.query("select set_config('headway.as_of', '\(asOf)', false)")
    let rows = try await connection.query(text)
    await connection.close()
    return rows
  }

  /// These columns of the month that begins on a day.
  func month(_ start: String, _ columns: String, asOf: String) async throws -> [String?] {
    try await query(
      "select \(columns) from report.lvr where grain = 'month' and period_start = '\(start)'", asOf: asOf
    ).first ?? ["no such row"]
  }
}

/// A row of `day_count`.
struct DayCount {
  var day: String
  var channel = "unknown"
  var created = 0
  var entered = 0
  var converted = 0
  var disqualified = 0
  var decayed = 0
  var criteria = 0
  var passedThrough = 0

  init(
    _ day: String, channel: String = "unknown", created: Int = 0, entered: Int = 0, converted: Int = 0,
    disqualified: Int = 0, decayed: Int = 0, criteria: Int = 0, passedThrough: Int = 0
  ) {
    self.day = day
    self.channel = channel
    self.created = created
    self.entered = entered
    self.converted = converted
    self.disqualified = disqualified
    self.decayed = decayed
    self.criteria = criteria
    self.passedThrough = passedThrough
  }

  fileprivate func insertion(of tenant: Int64) -> String {
    """
    insert into core.day_count values (\(tenant), 1, '\(day)', '\(channel)', \(created), \(entered), \(converted),
      \(disqualified), \(decayed), \(criteria), \(passedThrough));
    """
  }

  /// So many leads qualified at the end of January 2026, and so many at the end of February.
  static func pipeline(_ opening: Int, _ closing: Int) -> [DayCount] {
    [
      DayCount("2026-01-05", created: max(1, opening), entered: opening),
      closing >= opening
        ? DayCount("2026-02-10", entered: closing - opening) : DayCount("2026-02-10", decayed: opening - closing),
    ]
  }
}
