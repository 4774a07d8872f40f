public import Definitions
public import Engine
public import LibPQ
internal import SQLCatalog

/// What a tenant's figures stand on now, and what they have not seen yet.
public struct Standing: Sendable, Hashable {
  /// What readers see; `nil` before a first definition was computed.
  public var live: Live?
  /// Leads whose timelines are older than the log.
  public var pending: Int
  /// The newest version of the definition, computed or not; `nil` without any.
  public var newestDefinition: Int32?
  /// The first day from which stages without a date are known (`Docs/Metrics.md`, section 2).
  public var historyFrom: Day?
  /// Whether anybody was ever imported.
  public var hasLeads: Bool

  /// The generation that readers see.
  public struct Live: Sendable, Hashable {
    public var generation: Int32
    public var definition: Int32
    /// The definition's name.
    public var name: String
    public var basis: Basis
    /// The definition's text.
    public var source: String
    public var zone: String
    /// The version of the momentum model, 0 of the default one; its text, `nil` of that.
    public var model: Int32
    public var modelSource: String?

    /// Both texts and the zone, as they were built.
    public var plan: GenerationPlan {
      GenerationPlan(definition: definition, source: source, zone: zone, model: model, modelSource: modelSource)
    }
  }
}

/// Empty before the tenant's first write: nothing is there, and nothing waits.
public struct ReadStanding: Statement {
  public static let sql = SQLText(SQL.Reading.standing)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }

  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Standing {
    let generation = try row.int32OrNil()
    let definition = try row.int32OrNil()
    let name = try row.stringOrNil()
    let basis = try row.stringOrNil()
    let source = try row.stringOrNil()
    let zone = try row.stringOrNil()
    let model = try row.int32OrNil()
    let modelSource = try row.stringOrNil()
    let historyFrom = try row.dayOrNil()
    var live: Standing.Live?
    if let generation, let definition, let name, let source, let zone, let model {
      live = Standing.Live(
        generation: generation, definition: definition, name: name,
        basis: basis.flatMap { Basis(rawValue: $0) } ?? .stock,
        source: source, zone: zone, model: model, modelSource: modelSource)
    }
    return Standing(
      live: live, pending: Int(try row.int64()), newestDefinition: try row.int32OrNil(), historyFrom: historyFrom,
      hasLeads: try row.bool())
  }
}

/// One version of a tenant's definition; empty when there is no such version.
public struct DefinitionText: Statement {
  public static let sql = SQLText(SQL.Reading.definition)
  var tenant: TenantID
  var version: Int32
  public init(tenant: TenantID, version: Int32) {
    self.tenant = tenant
    self.version = version
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(version)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> (name: String, source: String) {
    (try row.string(), try row.string())
  }
}

extension Session {
  public mutating func standing(of tenant: TenantID) throws(PostgresError) -> Standing {
    try run(ReadStanding(tenant: tenant)).first
      ?? Standing(live: nil, pending: 0, newestDefinition: nil, historyFrom: nil, hasLeads: false)
  }
}
