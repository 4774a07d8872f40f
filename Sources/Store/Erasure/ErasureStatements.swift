public import Engine
public import LibPQ
internal import SQLCatalog

/// What a tenant's erased keys are hashed with; `nil` while nobody was erased.
public struct ErasureSalt: Statement {
  public static let sql = SQLText(SQL.Erasure.key)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> [UInt8]? { try row.bytesOrNil() }
}

/// As ``ErasureSalt``; keeps `fresh` where there is none.
public struct OpenErasureSalt: Statement {
  public static let sql = SQLText(SQL.Erasure.openKey)
  var tenant: TenantID
  var fresh: [UInt8]
  public init(tenant: TenantID, fresh: [UInt8]) {
    self.tenant = tenant
    self.fresh = fresh
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(PostgresBytes(fresh))
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> [UInt8] { try row.bytes() }
}

/// Keeps the digests of an erased person's keys.
public struct KeepErasedKeys: Statement {
  public static let sql = SQLText(SQL.Erasure.keepKeys)
  var tenant: TenantID
  var digests: [PostgresUUID]
  public init(tenant: TenantID, digests: [PostgresUUID]) {
    self.tenant = tenant
    self.digests = digests
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(digests)
  }
}

/// Which of these digests name somebody who was erased.
public struct KnownErasedKeys: Statement {
  public static let sql = SQLText(SQL.Erasure.knownKeys)
  var tenant: TenantID
  var digests: [PostgresUUID]
  public init(tenant: TenantID, digests: [PostgresUUID]) {
    self.tenant = tenant
    self.digests = digests
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(digests)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> PostgresUUID { try row.uuid() }
}

/// When a lead's person was erased, in microseconds since 1970; empty where it was not.
public struct ErasedLead: Statement {
  public static let sql = SQLText(SQL.Erasure.erasedLead)
  var tenant: TenantID
  var lead: LeadID
  public init(tenant: TenantID, lead: LeadID) {
    self.tenant = tenant
    self.lead = lead
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(lead)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.timestamp() }
}

/// The days that erased leads count on: of these leads, or of all (`nil`).
struct ErasedTimelines: Statement {
  static let sql = SQLText(SQL.Erasure.timelines)
  var tenant: TenantID
  var leads: [LeadID]?
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(leads)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> StoredTimeline { try row.timeline() }
}

/// Whether a lead has changed since it was computed.
public struct IsBehind: Statement {
  public static let sql = SQLText(SQL.Erasure.isBehind)
  var tenant: TenantID
  var lead: LeadID
  public init(tenant: TenantID, lead: LeadID) {
    self.tenant = tenant
    self.lead = lead
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(lead)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Bool { try row.bool() }
}
