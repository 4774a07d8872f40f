internal import Engine
public import LibPQ
internal import SQLCatalog

/// First in every transaction of the service: whose rows it will see.
struct Enter: Statement {
  static let sql = SQLText(SQL.Tenancy.enter)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
}

/// As `Enter`, for work that is done again where the server loses it.
struct EnterAgain: Statement {
  static let sql = SQLText(SQL.Tenancy.enterAgain)
  var tenant: TenantID
  var isFew: Bool
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(isFew)
  }
}

private struct PlanEachTime: Statement {
  static let sql = SQLText(SQL.Tenancy.planEachTime)
}

extension Session {
  /// Has the statements of this transaction planned for the tables as they are, not as they once were: for thousands of rows, since
  /// planning takes as long as looking up a hundred.
  public mutating func planEachTime() throws(PostgresError) { try post(PlanEachTime()) }
}

/// As `Enter`, also into a tenant that is being deleted or restored.
struct EnterClosed: Statement {
  static let sql = SQLText(SQL.Tenancy.enterClosed)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
}

/// One tenant by slug, or all.
struct FindTenants: Statement {
  static let sql = SQLText(SQL.Tenancy.find)
  var slug: String?
  func bind(_ parameters: inout Parameters) { parameters.add(slug) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Tenant {
    Tenant(
      id: try row.read(), slug: try row.string(), name: try row.string(), timezone: try row.string(),
      currency: try row.string(), arrMinor: try row.int64OrNil(),
      identities: try row.strings().compactMap { KeyKind(name: $0) }, commitment: try row.int32OrNil().map { Int($0) },
      state: Tenant.State(rawValue: try row.string()) ?? .suspended, createdAt: try row.timestamp())
  }
}

/// The tenant that the transaction speaks for.
struct EnteredTenant: Statement {
  static let sql = SQLText(SQL.Tenancy.entered)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Tenant { try FindTenants.decode(&row) }
}

struct Provision: Statement {
  static let sql = SQLText(SQL.Tenancy.provision)
  var slug: String
  var settings: TenantSettings
  func bind(_ parameters: inout Parameters) {
    parameters.add(slug)
    parameters.add(settings)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> (tenant: TenantID, made: Bool) {
    (try row.read(), try row.bool())
  }
}

struct ChangeTenant: Statement {
  static let sql = SQLText(SQL.Tenancy.change)
  var tenant: TenantID
  var settings: TenantSettings
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(settings)
  }
}

struct SetTenantState: Statement {
  static let sql = SQLText(SQL.Tenancy.setState)
  var tenant: TenantID
  var state: Tenant.State
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(state.rawValue)
  }
}

/// Closes a tenant that the same transaction has made, until all of it is there.
struct BeginRestore: Statement {
  static let sql = SQLText(SQL.Tenancy.beginRestore)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
}

/// Opens a tenant in the transaction that has restored its rows.
struct EndRestore: Statement {
  static let sql = SQLText(SQL.Tenancy.endRestore)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
}

/// Takes away the closed tenant of a restore that failed.
struct AbandonRestore: Statement {
  static let sql = SQLText(SQL.Tenancy.abandonRestore)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
}

/// Drops the tenant's logins and the tenant; its rows must be gone. Answers how many logins.
struct ForgetTenant: Statement {
  static let sql = SQLText(SQL.Tenancy.forget)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int { Int(try row.int32()) }
}

/// The checksum under which the code of the schema was applied; no row where there is none.
struct AppliedSchema: Statement {
  static let sql = SQLText(SQL.Tenancy.schema)
  var name: String
  func bind(_ parameters: inout Parameters) { parameters.add(name) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.string() }
}

/// The tables that hold tenants' rows, in an order in which they can be emptied.
struct TenantTables: Statement {
  static let sql = SQLText(SQL.Tenancy.tables)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> TenantTable {
    TenantTable(
      schema: try row.string(), name: try row.string(), columns: try row.strings(), key: try row.strings())
  }
}

/// A table that holds tenants' rows.
struct TenantTable: Sendable, Hashable {
  /// `core`, or `work` for what it has of its own there.
  var schema: String
  /// Unlike that of any table of the other schema.
  var name: String
  /// All but `tenant_id`.
  var columns: [String]
  /// The columns of its primary key, but `tenant_id`.
  var key: [String]

  /// As it is named in SQL.
  var place: String { "\(schema.quotedName).\(name.quotedName)" }
}

extension Parameters {
  fileprivate mutating func add(_ settings: TenantSettings) {
    add(settings.name)
    add(settings.timezone)
    add(settings.currency)
    add(settings.arrMinor)
    add(settings.identities?.map(\.name))
    add(settings.commitment.map { Int32(clamping: $0) })
  }
}
