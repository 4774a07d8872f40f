public import Engine
public import LibPQ
public import Store

/// Keeps the state of each deal as it follows from all rows ever given for it.
public struct DealLedger: Sendable {
  let tenant: TenantID
  let zone: Zone

  public init(tenant: TenantID, zone: Zone) {
    self.tenant = tenant
    self.zone = zone
  }

  /// Adds rows to the log and works out their deals anew.
  public func add(_ entries: [DealEntry], importID: Int32?, in session: inout Session) throws {
    guard !entries.isEmpty else { return }
    try session.execute(InsertDealRows(tenant: tenant, importID: importID, rows: entries))
    try settle(Array(Set(entries.map(\.dealID))), in: &session)
  }

  /// Works out these deals from the log, and marks whom they belong to and belonged to.
  public func settle(_ deals: [String], in session: inout Session) throws {
    guard !deals.isEmpty else { return }
    let before = try session.run(DealKeyrings(tenant: tenant, deals: deals))
    let states = try states(of: deals, in: &session)
    let gone = Set(deals).subtracting(states.map(\.dealID))
    if !gone.isEmpty { try session.execute(RemoveDeals(tenant: tenant, deals: Array(gone))) }
    if !states.isEmpty { try session.execute(PutDeals(tenant: tenant, deals: states)) }
    let touched = Set(before + states.map(\.keyring))
    try session.mark(leadsOf: Array(touched), of: tenant)
  }

  /// The latest known state of each deal, of all with `nil`.
  public func states(of deals: [String]?, in session: inout Session) throws -> [DealEntry] {
    let rows = try session.run(DealRows(tenant: tenant, deals: deals))
    let byArrival = Dictionary(rows.map { ($0.arrival, $0) }, uniquingKeysWith: { $1 })
    let latest = DealFact.latest(of: rows.compactMap(DealFact.init), in: zone)
    return latest.values.compactMap { byArrival[$0.arrival] }.sorted { $0.dealID < $1.dealID }
  }
}

extension DealFact {
  init?(_ entry: DealEntry) {
    guard let status = DealFact.Status(rawValue: entry.status) else { return nil }
    self.init(
      arrival: entry.arrival, dealID: entry.dealID, status: status, createdAt: entry.createdAt,
      closedAt: entry.closedAt, updatedAt: entry.updatedAt, amountMinor: entry.amountMinor, currency: entry.currency)
  }
}

extension DealEntry {
  init(_ row: DealRow, arrival: Arrival, keyring: KeyringID, _ currency: Currency) {
    self.init(
      dealID: row.dealID, arrival: arrival, keyring: keyring, status: row.status.rawValue, createdAt: row.createdAt,
      closedAt: row.closedAt, updatedAt: row.updatedAt, amountMinor: row.amountMinor,
      currency: row.amountMinor == nil ? nil : currency.code)
  }
}
