internal import Definitions
public import Engine
public import LibPQ
internal import SQLCatalog

/// An account, what its leads make of it, and who of them ever engaged.
public struct AccountResult: Sendable {
  public var account: AccountID
  /// `nil` where nobody ever engaged.
  public var momentum: AccountMomentum?
  public var members: [StoredMomentum]

  public init(account: AccountID, momentum: AccountMomentum?, members: [StoredMomentum]) {
    self.account = account
    self.momentum = momentum
    self.members = members
  }
}

extension Session {
  /// What accounts (`nil`: all that have a lead) have of their leads, from what is stored of these:
  /// no event is read again. Memory holds the leads of one account.
  ///
  /// An account that was asked for and of which nobody ever engaged has no momentum.
  public mutating func accounts(
    _ accounts: [AccountID]?, tenant: TenantID, generation: Int32, rules: Rules, _ emit: (AccountResult) throws -> Void
  ) throws {
    guard let model = rules.model, accounts?.isEmpty != true else { return }
    var pass = AccountPass(
      builder: MomentumBuilder(model), signals: try signals(of: accounts, tenant: tenant, model, rules.zone),
      missing: Set(accounts ?? []))
    if let accounts, accounts.count <= LandedRow.few {
      try each(LeadsOfSomeAccounts(tenant: tenant, generation: generation, accounts: accounts)) { row in
        try pass.take(&row, emit)
      }
    } else {
      try copyOutRows(AccountsText.copy(of: accounts, tenant: tenant, generation: generation)) { row in
        try pass.take(&row, emit)
      }
    }
    try pass.finish(emit)
  }

  /// What accounts have of their leads, from the results of all leads that the tenant has: nothing that is stored is
  /// read again.
  public mutating func accounts(
    among results: [LeadResult], tenant: TenantID, rules: Rules, _ emit: (AccountResult) throws -> Void
  ) throws {
    guard let model = rules.model else { return }
    var pass = AccountPass(
      builder: MomentumBuilder(model), signals: try signals(of: nil, tenant: tenant, model, rules.zone), missing: [])
    let members = results.compactMap { result in
      result.profile?.account.flatMap { account in
        result.momentum.map { (account: account, lead: result.lead, own: $0) }
      }
    }
    for member in members.sorted(by: { ($0.account, $0.lead) < ($1.account, $1.lead) }) {
      try pass.take(member.account, member.lead, member.own, emit)
    }
    try pass.finish(emit)
  }

  private mutating func signals(
    of accounts: [AccountID]?, tenant: TenantID, _ model: MomentumModel, _ zone: Zone
  ) throws -> [AccountID: [Signal]] {
    var signals: [AccountID: [Signal]] = [:]
    guard !model.signals.points.isEmpty else { return signals }
    for signal in try run(Signals(tenant: tenant, accounts: accounts)) {
      guard let at = Stamp(iso: signal.occurredAt) else { continue }
      signals[signal.account, default: []].append(Signal(type: signal.type, day: zone.read(at).day))
    }
    return signals
  }
}

private struct AccountPass {
  var builder: MomentumBuilder
  let signals: [AccountID: [Signal]]
  var missing: Set<AccountID>
  private var account: AccountID?
  private var members: [StoredMomentum] = []

  init(builder: MomentumBuilder, signals: [AccountID: [Signal]], missing: Set<AccountID>) {
    self.builder = builder
    self.signals = signals
    self.missing = missing
  }

  /// The columns of `timeline/account_leads.sql`.
  mutating func take(_ row: inout RowReader, _ emit: (AccountResult) throws -> Void) throws {
    let (account, lead): (AccountID, LeadID) = (try row.read(), try row.read())
    guard let own = try row.ownMomentum() else { return }
    try take(account, lead, own, emit)
  }

  /// The next lead that ever engaged: those of an account one after the other.
  mutating func take(
    _ next: AccountID, _ lead: LeadID, _ own: OwnMomentum, _ emit: (AccountResult) throws -> Void
  ) throws {
    if next != account {
      try end(emit)
      account = next
      members = []
      builder.begin()
    }
    builder.add(own)
    members.append(StoredMomentum(lead: lead, account: next, own: own))
  }

  mutating func finish(_ emit: (AccountResult) throws -> Void) throws {
    try end(emit)
    for account in missing.sorted() { try emit(AccountResult(account: account, momentum: nil, members: [])) }
  }

  private mutating func end(_ emit: (AccountResult) throws -> Void) throws {
    guard let account else { return }
    missing.remove(account)
    let momentum = builder.finish(signals: signals[account] ?? [])
    try emit(AccountResult(account: account, momentum: momentum, members: members))
  }
}

/// The text of the COPY that streams the leads of accounts. COPY takes no parameters; what is put in are numbers.
enum AccountsText {
  static func copy(of accounts: [AccountID]?, tenant: TenantID, generation: Int32) -> String {
    var some: String?
    if let accounts {
      some = profiles(of: "'{\(accounts.map { String($0.rawValue) }.joined(separator: ","))}'::bigint[]")
    }
    let text = filled(
      profiles: some ?? "core.profile", tenant: String(tenant.rawValue), generation: String(generation))
    return "copy (\(text)) to stdout (format binary)"
  }

  /// The same for some accounts with parameters: `$1` the tenant, `$2` the generation, `$3` the accounts.
  static let ofSome = filled(profiles: profiles(of: "$3::bigint[]"), tenant: "$1", generation: "$2")

  private static func filled(profiles: String, tenant: String, generation: String) -> String {
    SQL.Timeline.accountLeads.withoutComments
      .replacing("{profiles}", with: profiles)
      .replacing("{tenant}", with: tenant)
      .replacing("{generation}", with: generation)
  }

  private static func profiles(of accounts: String) -> String {
    """
    (select p.* from unnest(\(accounts)) as a (account_id)
      cross join lateral (
        select p.tenant_id, p.generation, p.account_id, p.lead_id from core.profile p
        where p.tenant_id = {tenant} and p.generation = {generation} and p.account_id = a.account_id offset 0) as p)
    """
  }
}

/// The leads of a few accounts, prepared once.
struct LeadsOfSomeAccounts: Statement {
  static let sql = SQLText(name: "timeline/leads_of_some_accounts", AccountsText.ofSome)
  var tenant: TenantID
  var generation: Int32
  var accounts: [AccountID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(accounts)
  }
}

private struct Signals: Statement {
  static let sql = SQLText(SQL.Timeline.signals)
  var tenant: TenantID
  var accounts: [AccountID]?
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(accounts)
  }
  static func decode(
    _ row: inout RowReader
  ) throws(PostgresError) -> (account: AccountID, type: String, occurredAt: String) {
    (try row.read(), try row.string(), try row.string())
  }
}
