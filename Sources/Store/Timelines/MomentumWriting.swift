public import Engine
public import LibPQ
internal import SQLCatalog

extension Session {
  /// Stores what leads make of their momentum by themselves.
  mutating func put(_ results: [LeadResult], of tenant: TenantID, _ generation: Int32) throws {
    let results = results.filter { $0.momentum != nil }
    guard results.count > LandedRow.few else {
      return try post(
        rows: results.map { PutMomentum(row: LandedRow(tenant: tenant, generation: generation, result: $0)) })
    }
    _ = try run(OpenMomenta())
    try landMomenta(results, of: tenant, generation)
    _ = try run(PutMomenta(tenant: tenant))
    try emptyLanding("fresh_momentum", of: results.count)
  }

  /// - Parameter results: Those that have momentum.
  mutating func landMomenta(_ results: [LeadResult], of tenant: TenantID, _ generation: Int32) throws {
    try copyIn(
      """
      copy pg_temp.fresh_momentum (tenant_id, generation, lead_id, days, velocity, frequency, content, gain, state,
        engaged_first, engaged_last, touched, unreachable_at, score_days, scores, depth_days) from stdin (format binary)
      """
    ) { writer in
      for result in results {
        try writer.beginRow()
        LandedRow(tenant: tenant, generation: generation, result: result).addMomentum(to: &writer)
      }
    }
  }

  /// Stores what accounts have of their leads, and takes away those of which nobody engaged.
  public mutating func put(
    _ accounts: [AccountResult], of tenant: TenantID, generation: Int32, landing: Landing = .over
  ) throws {
    guard !accounts.isEmpty else { return }
    guard accounts.count > LandedRow.few else {
      try post(
        rows: accounts.compactMap { account in
          account.momentum.map {
            PutAccount(tenant: tenant, generation: generation, account: account.account, momentum: $0)
          }
        })
      guard landing == .over else { return }
      for account in accounts where account.momentum == nil {
        try post(RemoveAccount(tenant: tenant, generation: generation, id: account.account))
      }
      return
    }
    _ = try run(OpenAccounts())
    try copyIn(
      """
      copy pg_temp.fresh_account (tenant_id, generation, account_id, days, stakeholders, before, points, momentum,
        surging) from stdin (format binary)
      """
    ) { writer in
      for account in accounts {
        guard let momentum = account.momentum else { continue }
        try writer.beginRow()
        writer.add(tenant)
        writer.add(generation)
        writer.add(account.account)
        writer.add(momentum)
      }
    }
    guard landing == .over else { return _ = try run(InsertAccountMomenta(tenant: tenant)) }
    _ = try run(PutAccounts(tenant: tenant))
    try emptyLanding("fresh_account", of: accounts.count)
    let gone = accounts.filter { $0.momentum == nil }.map(\.account)
    guard !gone.isEmpty else { return }
    _ = try runEach(gone.map { RemoveAccount(tenant: tenant, generation: generation, id: $0) })
  }

  /// Writes the momentum of those leads alone that changed. Returns the accounts that this concerns.
  mutating func storeMomentum(
    _ results: [LeadResult], before: [StoredMomentum], of tenant: TenantID, generation: Int32
  ) throws -> Set<AccountID> {
    let stored = Dictionary(before.map { ($0.lead, $0) }, uniquingKeysWith: { $1 })
    var concerned: Set<AccountID> = []
    var changed: [LeadResult] = []
    for result in results {
      let old = stored[result.lead]
      let account = result.profile?.account
      guard old?.own != result.momentum || (old?.account != account && result.momentum != nil) else { continue }
      if old?.own != result.momentum { changed.append(result) }
      concerned.formUnion([old?.account, account].compactMap(\.self))
    }
    if changed.contains(where: { $0.momentum != nil }) { try put(changed, of: tenant, generation) }
    let gone = changed.filter { $0.momentum == nil }.map(\.lead)
    for lead in gone { try post(RemoveMomentum(tenant: tenant, generation: generation, id: lead)) }
    return concerned
  }
}

struct OpenMomenta: Statement {
  static let sql = SQLText(SQL.Timeline.openMomenta)
}

private struct OpenAccounts: Statement {
  static let sql = SQLText(SQL.Timeline.openAccounts)
}

private struct PutMomenta: LandingStatement {
  static let sql = SQLText(SQL.Timeline.putMomenta)
  var tenant: TenantID
}

private struct PutAccounts: LandingStatement {
  static let sql = SQLText(SQL.Timeline.putAccounts)
  var tenant: TenantID
}

struct InsertMomenta: LandingStatement {
  static let sql = SQLText(SQL.Timeline.insertMomenta)
  var tenant: TenantID
}

private struct InsertAccountMomenta: LandingStatement {
  static let sql = SQLText(SQL.Timeline.insertAccounts)
  var tenant: TenantID
}

private struct RemoveMomentum: RemovalStatement {
  static let sql = SQLText(SQL.Timeline.removeMomenta)
  var tenant: TenantID
  var generation: Int32
  var id: LeadID
}

private struct RemoveAccount: RemovalStatement {
  static let sql = SQLText(SQL.Timeline.removeAccounts)
  var tenant: TenantID
  var generation: Int32
  var id: AccountID
}
