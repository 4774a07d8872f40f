public import Engine
public import LibPQ
internal import SQLCatalog

/// Everything that the database has of one person, to be taken away.
///
/// A lead's rows hang on its keyrings or on its numbers; the texts that name it elsewhere are found by
/// reading them, which is the caller's.
public struct PersonRows: Sendable {
  public let tenant: TenantID
  /// The number that survives, and those that were merged into it.
  public let lead: LeadID
  public let merged: [LeadID]
  public let keyrings: [KeyringID]

  public init(tenant: TenantID, lead: LeadID, merged: [LeadID], keyrings: [KeyringID]) {
    self.tenant = tenant
    self.lead = lead
    self.merged = merged
    self.keyrings = keyrings
  }

  /// How many rows went.
  public struct Removed: Sendable, Hashable {
    public var records = 0
    public var events = 0
    /// Those that stay, without a name and an owner.
    public var deals = 0
    public var alerts = 0

    public init() {}
  }

  /// Keeps the days that the lead counts on. Returns whether there are any.
  public func freeze(in session: inout Session) throws -> Bool {
    try session.run(FreezeLead(tenant: tenant, lead: lead)).first ?? false
  }

  /// The companies that the person named.
  public func accounts(in session: inout Session) throws -> [AccountID] {
    try session.run(AccountsOfPerson(tenant: tenant, keyrings: keyrings))
  }

  /// What the person was called; as first and last name, and as a whole.
  public func names(in session: inout Session) throws -> [(first: String?, last: String?, whole: String?)] {
    try session.run(NamesOfPerson(tenant: tenant, lead: lead, keyrings: keyrings))
  }

  /// Of these keys those that other leads carry too.
  public func shared(_ keys: [IdentityKey], in session: inout Session) throws -> Set<IdentityKey> {
    Set(try session.run(OtherCarriers(tenant: tenant, keys: keys, keyrings: keyrings)).compactMap(\.self))
  }

  /// Takes away all rows of the person. Facts of its companies stay, and so do deals as sums.
  public func remove(in session: inout Session) throws -> Removed {
    var removed = Removed()
    let numbers = [lead] + merged
    removed.deals = try session.execute(UnlinkDeals(tenant: tenant, keyrings: keyrings))
    removed.events = try session.execute(RemoveEventsOfPerson(tenant: tenant, keyrings: keyrings))
    removed.records = try session.execute(RemoveRecordsOfPerson(tenant: tenant, keyrings: keyrings))
    try session.execute(RemoveResultsOfPerson(tenant: tenant, lead: lead))
    removed.alerts = try session.execute(RemoveAlertsOfPerson(tenant: tenant, leads: numbers))
    try session.execute(RemoveNotesOfPerson(tenant: tenant, leads: numbers))
    try session.execute(RemoveKeyringsOfPerson(tenant: tenant, keyrings: keyrings))
    return removed
  }

  public func lift(bans keys: [IdentityKey], in session: inout Session) throws {
    if !keys.isEmpty { try session.execute(RemoveBans(tenant: tenant, keys: keys)) }
  }

  /// Takes away those of these companies that nobody else speaks of: a name that one person alone
  /// gave may be that person's. Returns the others.
  public func removeLonely(_ accounts: [AccountID], in session: inout Session) throws -> [AccountID] {
    guard !accounts.isEmpty else { return [] }
    let lonely = try session.run(LonelyAccounts(tenant: tenant, accounts: accounts))
    if !lonely.isEmpty {
      _ = try session.runEach(lonely.map { RemoveAccountOfPerson(tenant: tenant, account: $0) })
    }
    return accounts.filter { !lonely.contains($0) }
  }
}

private struct FreezeLead: Statement {
  static let sql = SQLText(SQL.Erasure.freeze)
  var tenant: TenantID
  var lead: LeadID
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(lead)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Bool { try row.bool() }
}

private struct AccountsOfPerson: Statement {
  static let sql = SQLText(SQL.Erasure.accounts)
  var tenant: TenantID
  var keyrings: [KeyringID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keyrings)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> AccountID { try row.read() }
}

private struct NamesOfPerson: Statement {
  static let sql = SQLText(SQL.Erasure.names)
  var tenant: TenantID
  var lead: LeadID
  var keyrings: [KeyringID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(lead)
    parameters.add(keyrings)
  }
  static func decode(
    _ row: inout RowReader
  ) throws(PostgresError) -> (first: String?, last: String?, whole: String?) {
    (try row.stringOrNil(), try row.stringOrNil(), try row.stringOrNil())
  }
}

private struct OtherCarriers: Statement {
  static let sql = SQLText(SQL.Erasure.otherCarriers)
  var tenant: TenantID
  var keys: [IdentityKey]
  var keyrings: [KeyringID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keys.map(\.description))
    parameters.add(keyrings)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> IdentityKey? {
    IdentityKey(text: try row.string())
  }
}

private struct LonelyAccounts: Statement {
  static let sql = SQLText(SQL.Erasure.lonelyAccounts)
  var tenant: TenantID
  var accounts: [AccountID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(accounts)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> AccountID { try row.read() }
}
