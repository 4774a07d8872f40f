internal import Definitions
public import Engine
public import LibPQ
internal import SQLCatalog

/// A set of timelines under one definition, zone and momentum model.
public struct Generation: Sendable, Hashable {
  public var number: Int32
  public var isLive: Bool
  public var plan: GenerationPlan
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
    let isLive = try row.boolOrNil() ?? false
    let plan = GenerationPlan(
      definition: definition, source: source, zone: zone, model: try row.int32(), modelSource: try row.stringOrNil())
    return Generation(number: number, isLive: isLive, plan: plan)
  }
}

/// A generation, by the numbers of its texts.
public struct GenerationVersion: Sendable, Hashable {
  public var number: Int32
  public var isLive: Bool
  public var definition: Int32
  public var zone: String
  public var model: Int32
}

extension Generation {
  public var version: GenerationVersion {
    GenerationVersion(
      number: number, isLive: isLive, definition: plan.definition, zone: plan.zone, model: plan.model)
  }
}

struct GenerationVersions: Statement {
  static let sql = SQLText(SQL.Timeline.generationVersions)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> GenerationVersion {
    GenerationVersion(
      number: try row.int32(), isLive: try row.boolOrNil() ?? false, definition: try row.int32(),
      zone: try row.string(), model: try row.int32())
  }
}

public struct CreateGeneration: Statement {
  public static let sql = SQLText(SQL.Timeline.createGeneration)
  var tenant: TenantID
  var plan: GenerationPlan
  var rules: Rules
  /// - Parameter rules: of the plan.
  public init(tenant: TenantID, plan: GenerationPlan, rules: Rules) {
    self.tenant = tenant
    self.plan = plan
    self.rules = rules
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(plan.definition)
    parameters.add(plan.zone)
    parameters.add(plan.model)
    parameters.add((rules.model ?? MomentumModel()).tiers.bounds.map { Int32(clamping: $0) })
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
      DropRetiredQualifications(tenant: tenant), DropRetiredProfiles(tenant: tenant), DropRetiredCounts(tenant: tenant),
      DropRetiredMomenta(tenant: tenant), DropRetiredAccounts(tenant: tenant))
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

private struct DropRetiredMomenta: Statement {
  static let sql = SQLText(SQL.Timeline.dropRetiredMomenta)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
}

private struct DropRetiredAccounts: Statement {
  static let sql = SQLText(SQL.Timeline.dropRetiredAccounts)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
}
