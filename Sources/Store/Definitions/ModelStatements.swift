import Definitions
public import Engine
public import LibPQ
internal import SQLCatalog

/// A version of a tenant's momentum model, as it was stored.
public struct StoredModel: Sendable, Hashable {
  public var version: Int32
  /// The text of the file, as it was.
  public var source: String
  /// Microseconds since 1970.
  public var createdAt: Int64
  /// Whether the figures that readers see follow it.
  public var isLive: Bool
}

/// All versions of a tenant's momentum model, oldest first; the default one is not among them.
public struct ModelVersions: Statement {
  public static let sql = SQLText(SQL.Tenancy.models)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> StoredModel {
    StoredModel(
      version: try row.int32(), source: try row.string(), createdAt: try row.timestamp(), isLive: try row.bool())
  }
}

/// Stores a model as the tenant's next version, and answers its number. The head has to be there.
public struct InsertModel: Statement {
  public static let sql = SQLText(SQL.Tenancy.insertModel)
  var tenant: TenantID
  var source: String
  public init(tenant: TenantID, source: String) {
    self.tenant = tenant
    self.source = source
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(source)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.int32() }
}

extension Database {
  /// What a tenant's newest definition and momentum model make, in its zone; `nil` before its first definition.
  public func plan(of tenant: Tenant) async throws -> GenerationPlan? {
    try await read(as: tenant.id) { session in
      let (definitions, models) = try session.batch(
        DefinitionVersions(tenant: tenant.id), ModelVersions(tenant: tenant.id))
      guard let definition = definitions.last else { return nil }
      return GenerationPlan(
        definition: definition.version, source: definition.source, zone: tenant.timezone,
        model: models.last?.version ?? 0, modelSource: models.last?.source)
    }
  }
}
