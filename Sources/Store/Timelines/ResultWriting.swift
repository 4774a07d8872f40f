internal import Definitions
public import Engine
public import LibPQ
internal import SQLCatalog

/// What a generation has of leads before results are written.
public struct ResultsBefore: Sendable {
  var momenta: [StoredMomentum]
  var timelines: [StoredTimeline]
}

extension Session {
  /// Stores timelines and profiles of a generation, takes away those of leads that are no more,
  /// and moves the sums by what changed: subtracts what is stored, adds what comes.
  ///
  /// What is stored is read in this transaction, so the sums stay right whatever ran before.
  /// Returns the accounts whose momentum this may change.
  ///
  /// - Parameter stored: What there is of these leads, where this transaction has read it already.
  @discardableResult
  public mutating func store(
    _ results: [LeadResult], of tenant: TenantID, generation: Int32, over stored: ResultsBefore? = nil
  ) throws -> Set<AccountID> {
    guard !results.isEmpty else { return [] }
    var counts = DayCounts()
    // Read before the profiles are written: a lead's old account loses it.
    let stored = try stored ?? self.stored(of: results.map(\.lead), tenant, generation)
    for old in stored.timelines { counts.subtract(old.timeline) }
    for result in results { if let timeline = result.timeline { counts.add(timeline) } }
    try write(results, over: stored.timelines, of: tenant, generation)
    let accounts = try storeMomentum(results, before: stored.momenta, of: tenant, generation: generation)
    let gone = results.filter { $0.timeline == nil }.map(\.lead)
    if !gone.isEmpty {
      for lead in gone { try post(RemoveQualification(tenant: tenant, generation: generation, id: lead)) }
    }
    // An erased lead has days and no profile; a generation that was being built may have one of before.
    let faceless = results.filter { $0.profile == nil }.map(\.lead)
    if !faceless.isEmpty {
      for lead in faceless { try post(RemoveProfile(tenant: tenant, generation: generation, id: lead)) }
    }
    try add(counts, of: tenant, generation: generation)
    return accounts
  }

  /// Puts timelines, profiles and momentum of leads that the generation does not have yet beside it, behind those that this
  /// transaction has put there already. `addLanded` takes all of them.
  public mutating func land(_ results: [LeadResult], of tenant: TenantID, generation: Int32) throws {
    _ = try batch(OpenResults(), OpenProfiles(), OpenMomenta())
    try landTimelines(results, of: tenant, generation)
    let moved = results.filter { $0.momentum != nil }
    if !moved.isEmpty { try landMomenta(moved, of: tenant, generation) }
  }

  /// Adds what has landed to its generation. The sums are the caller's to add once at the end: every batch has leads of nearly
  /// every day and channel.
  public mutating func addLanded(of tenant: TenantID) throws {
    _ = try batch(
      InsertQualifications(tenant: tenant), InsertProfiles(tenant: tenant), InsertMomenta(tenant: tenant))
  }

  /// Adds all timelines, profiles and momentum of a generation that has none yet.
  public mutating func storeFresh(_ results: [LeadResult], of tenant: TenantID, generation: Int32) throws {
    guard results.count > LandedRow.few else {
      try write(results, over: [], of: tenant, generation)
      return try put(results, of: tenant, generation)
    }
    try land(results, of: tenant, generation: generation)
    try addLanded(of: tenant)
  }

  private mutating func stored(
    of leads: [LeadID], _ tenant: TenantID, _ generation: Int32
  ) throws(PostgresError) -> ResultsBefore {
    let (momenta, timelines) = try batch(
      StoredMomenta(tenant: tenant, generation: generation, leads: leads),
      StoredTimelines(tenant: tenant, generation: generation, leads: leads))
    return ResultsBefore(momenta: momenta, timelines: timelines)
  }

  private mutating func write(
    _ results: [LeadResult], over stored: [StoredTimeline], of tenant: TenantID, _ generation: Int32
  ) throws {
    guard results.count > LandedRow.few else {
      // Most of what comes in changes no timeline.
      let stored = Dictionary(stored.map { ($0.lead, $0.timeline) }, uniquingKeysWith: { $1 })
      let rows = results.map { LandedRow(tenant: tenant, generation: generation, result: $0) }
      try post(
        rows: rows.filter { $0.result.timeline != nil && $0.result.timeline != stored[$0.result.lead] }
          .map(PutQualification.init))
      try post(rows: rows.filter { $0.result.profile != nil }.map(PutProfile.init))
      return
    }
    _ = try batch(OpenResults(), OpenProfiles())
    try landTimelines(results, of: tenant, generation)
    _ = try batch(PutQualifications(tenant: tenant), PutProfiles(tenant: tenant))
    try emptyLanding("fresh_qualification", "fresh_profile", of: results.count)
  }

  private mutating func landTimelines(_ results: [LeadResult], of tenant: TenantID, _ generation: Int32) throws {
    try copyIn(
      """
      copy pg_temp.fresh_qualification (tenant_id, generation, lead_id, created_day, channel, qualified, exits, passed_on)
      from stdin (format binary)
      """
    ) { writer in
      for result in results where result.timeline != nil {
        try writer.beginRow()
        LandedRow(tenant: tenant, generation: generation, result: result).addQualification(to: &writer)
      }
    }
    try copyIn(
      """
      copy pg_temp.fresh_profile (tenant_id, generation, lead_id, account_id, stage, external_id, email, name, title,
        attributes, stage_days, stages, account_attributes) from stdin (format binary)
      """
    ) { writer in
      for result in results where result.profile != nil {
        try writer.beginRow()
        LandedRow(tenant: tenant, generation: generation, result: result).addProfile(to: &writer)
      }
    }
  }

  /// Empties tables in which results have landed.
  ///
  /// A truncation makes new files, a millisecond for each table: of few rows it would be most of the work.
  mutating func emptyLanding(_ tables: String..., of rows: Int) throws {
    if rows > 200 {
      try simple("truncate \(tables.map { "pg_temp.\($0)" }.joined(separator: ", "))")
    } else {
      for table in tables { try simple("delete from pg_temp.\(table)") }
    }
  }

  /// Moves the sums; a day on which nothing is left has no row.
  ///
  /// - Parameter isFresh: The generation has no sums yet.
  public mutating func add(
    _ counts: DayCounts, of tenant: TenantID, generation: Int32, isFresh: Bool = false
  ) throws(PostgresError) {
    let flows = counts.sorted.filter { $0.flow != .zero }
    guard !flows.isEmpty else { return }
    if isFresh { return try post(InsertDayCounts(tenant: tenant, generation: generation, flows: flows)) }
    try post(AddDayCounts(tenant: tenant, generation: generation, flows: flows))
    try post(
      RemoveZeroCounts(tenant: tenant, generation: generation, days: Array(Set(flows.map(\.key.day)))))
  }
}

private struct OpenResults: Statement {
  static let sql = SQLText(SQL.Timeline.openResults)
}

private struct OpenProfiles: Statement {
  static let sql = SQLText(SQL.Timeline.openProfiles)
}

private struct PutQualifications: LandingStatement {
  static let sql = SQLText(SQL.Timeline.putQualifications)
  var tenant: TenantID
}

private struct PutProfiles: LandingStatement {
  static let sql = SQLText(SQL.Timeline.putProfiles)
  var tenant: TenantID
}

private struct InsertQualifications: LandingStatement {
  static let sql = SQLText(SQL.Timeline.insertQualifications)
  var tenant: TenantID
}

private struct InsertProfiles: LandingStatement {
  static let sql = SQLText(SQL.Timeline.insertProfiles)
  var tenant: TenantID
}

private struct RemoveQualification: RemovalStatement {
  static let sql = SQLText(SQL.Timeline.removeQualifications)
  var tenant: TenantID
  var generation: Int32
  var id: LeadID
}

private struct RemoveProfile: RemovalStatement {
  static let sql = SQLText(SQL.Timeline.removeProfiles)
  var tenant: TenantID
  var generation: Int32
  var id: LeadID
}

/// Sums by day and channel, as arrays side by side.
private protocol DayCountStatement: Statement {
  var tenant: TenantID { get }
  var generation: Int32 { get }
  var flows: [(key: DayCounts.Key, flow: Flow)] { get }
}

extension DayCountStatement {
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(flows.map(\.key.day))
    parameters.add(flows.map(\.key.channel))
    func add(_ column: (Flow) -> Int) { parameters.add(flows.map { Int32(clamping: column($0.flow)) }) }
    add(\.created)
    add(\.entered)
    add(\.exitedConverted)
    add(\.exitedDisqualified)
    add(\.exitedDecayed)
    add(\.exitedCriteria)
    add(\.passedThrough)
  }
}

private struct AddDayCounts: DayCountStatement {
  static let sql = SQLText(SQL.Timeline.addDayCounts)
  var tenant: TenantID
  var generation: Int32
  var flows: [(key: DayCounts.Key, flow: Flow)]
}

private struct InsertDayCounts: DayCountStatement {
  static let sql = SQLText(SQL.Timeline.insertDayCounts)
  var tenant: TenantID
  var generation: Int32
  var flows: [(key: DayCounts.Key, flow: Flow)]
}

private struct RemoveZeroCounts: Statement {
  static let sql = SQLText(SQL.Timeline.removeZeroCounts)
  var tenant: TenantID
  var generation: Int32
  var days: [Day]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(days)
  }
}
