public import Definitions
public import Engine
public import LibPQ
internal import SQLCatalog

/// A version of a tenant's definition, as it was stored.
public struct StoredDefinition: Sendable, Hashable {
  public var version: Int32
  public var name: String
  public var basis: String
  /// The text of the file, as it was.
  public var source: String
  public var warnings: [String]
  /// Microseconds since 1970.
  public var createdAt: Int64
  /// Whether the figures that readers see follow it.
  public var isLive: Bool
}

/// All versions of a tenant's definition, oldest first.
public struct DefinitionVersions: Statement {
  public static let sql = SQLText(SQL.Tenancy.definitions)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> StoredDefinition {
    StoredDefinition(
      version: try row.int32(), name: try row.string(), basis: try row.string(), source: try row.string(),
      warnings: try row.strings(), createdAt: try row.timestamp(), isLive: try row.bool())
  }
}

/// Stores a definition as the tenant's next version, and answers its number. The head has to be there.
public struct InsertDefinition: Statement {
  public static let sql = SQLText(SQL.Tenancy.insertDefinition)
  var tenant: TenantID
  var definition: Definition
  public init(tenant: TenantID, definition: Definition) {
    self.tenant = tenant
    self.definition = definition
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(definition.name)
    parameters.add(definition.basis.rawValue)
    parameters.add(definition.source)
    parameters.add(definition.warnings.map(\.description))
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.int32() }
}

extension Vocabulary {
  /// What the tenant's data has had so far. The named columns belong to every lead, but an empty
  /// vocabulary stays empty: it means that nothing is known.
  public init(_ words: [Word]) {
    func names(_ kind: Word.Kind) -> Set<String> { Set(words.lazy.filter { $0.kind == kind }.map(\.name)) }
    let lead = names(.lead)
    self.init(
      leadAttributes: lead.isEmpty ? [] : lead.union(Self.namedColumns), accountAttributes: names(.account),
      eventTypes: names(.event))
  }
}
