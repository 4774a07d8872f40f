public import Engine
public import LibPQ
internal import SQLCatalog

/// A set of timelines under one definition and zone.
public struct Generation: Sendable, Hashable {
  public var number: Int32
  public var definition: Int32
  public var zone: String
  public var isLive: Bool
  /// The definition's text.
  public var source: String

  public init(number: Int32, definition: Int32, zone: String, isLive: Bool, source: String) {
    self.number = number
    self.definition = definition
    self.zone = zone
    self.isLive = isLive
    self.source = source
  }
}

/// Those that have to be kept fresh: the live one, and one that is being built beside it.
public struct Generations: Statement {
  public static let sql = SQLText(SQL.Timeline.generations)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Generation {
    let number = try row.int32()
    let definition = try row.int32()
    let zone = try row.string()
    _ = try row.string()
    let source = try row.string()
    return Generation(
      number: number, definition: definition, zone: zone, isLive: try row.boolOrNil() ?? false, source: source)
  }
}

public struct CreateGeneration: Statement {
  public static let sql = SQLText(SQL.Timeline.createGeneration)
  var tenant: TenantID
  var definition: Int32
  var zone: String
  public init(tenant: TenantID, definition: Int32, zone: String) {
    self.tenant = tenant
    self.definition = definition
    self.zone = zone
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(definition)
    parameters.add(zone)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.int32() }
}

/// The one UPDATE that readers follow.
public struct SwitchGeneration: Statement {
  public static let sql = SQLText(SQL.Timeline.switchGeneration)
  var tenant: TenantID
  var generation: Int32
  public init(tenant: TenantID, generation: Int32) {
    self.tenant = tenant
    self.generation = generation
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
  }
}

/// After a switch: this one is ready, every other is retired.
public struct SettleGenerations: Statement {
  public static let sql = SQLText(SQL.Timeline.settleGenerations)
  var tenant: TenantID
  var generation: Int32
  public init(tenant: TenantID, generation: Int32) {
    self.tenant = tenant
    self.generation = generation
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
  }
}

public struct RetireGeneration: Statement {
  public static let sql = SQLText(SQL.Timeline.retireGeneration)
  var tenant: TenantID
  var generation: Int32
  public init(tenant: TenantID, generation: Int32) {
    self.tenant = tenant
    self.generation = generation
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
  }
}

extension Session {
  /// Deletes the timelines and counts of retired generations.
  public mutating func dropRetired(of tenant: TenantID) throws(PostgresError) {
    _ = try batch(
      DropRetiredQualifications(tenant: tenant), DropRetiredProfiles(tenant: tenant), DropRetiredCounts(tenant: tenant))
  }
}

private struct DropRetiredQualifications: Statement {
  static let sql = SQLText(SQL.Timeline.dropRetiredQualifications)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
}

private struct DropRetiredProfiles: Statement {
  static let sql = SQLText(SQL.Timeline.dropRetiredProfiles)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
}

private struct DropRetiredCounts: Statement {
  static let sql = SQLText(SQL.Timeline.dropRetiredCounts)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
}
