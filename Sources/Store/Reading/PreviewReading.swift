public import Definitions
public import Engine
import LibPQ
internal import SQLCatalog

extension Database {
  /// Computes what a definition would have made of the last months, from one snapshot; stores nothing.
  ///
  /// - Parameters:
  ///   - examples: of the leads that come and of those that go.
  ///   - progress: told of leads as they are computed.
  /// - Returns: `nil` while nothing was computed under any definition.
  public func preview(
    _ definition: Definition, for tenant: Tenant, months: Int = 24, examples: Int = 10, asOf: Day? = nil,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> DefinitionPreview? {
    try await read(as: tenant.id, asOf: asOf, within: .seconds(3600)) { session in
      try session.preview(definition, for: tenant, months: months, examples: examples, progress)
    }
  }
}

extension Session {
  /// One pass over the log. In memory stand the timelines of those leads that qualified under
  /// either text, and of each other lead nothing.
  mutating func preview(
    _ definition: Definition, for tenant: Tenant, months: Int, examples: Int, _ progress: (Int) -> Void
  ) throws -> DefinitionPreview? {
    let standing = try standing(of: tenant.id)
    guard let live = standing.live, let today = try run(Today()).first else { return nil }
    guard let zone = Zone(iana: live.zone) else {
      throw StoreError.unfit(reason: "this machine has no time zone \(live.zone): install tzdata")
    }
    var first = Period(.month, containing: today)
    for _ in 1..<max(1, months) { first = first.previous }
    var tally = PreviewTally(days: first.first...today)
    let stored = QualifiedBetween(tenant: tenant.id, generation: live.generation, from: first.first, through: today)
    for old in try run(stored) { tally.addOld(old.lead, old.timeline) }
    let recount = Recount(
      tenant: tenant, definition: definition, version: live.definition, zone: zone, historyFrom: standing.historyFrom,
      grain: .month, today: today, trait: nil)
    var computed = 0
    let rows = try recount.rows(from: first.first, to: today, in: &self) { lead, timeline in
      tally.addNew(lead, timeline)
      computed += 1
      if computed.isMultiple(of: 1_000) { progress(1_000) }
    }
    progress(computed % 1_000)
    let old = Dictionary(
      try run(ReadLVR(grain: .month, from: first.first, to: today, limit: nil)).map { ($0.period.first, $0) }
    ) { $1 }
    var preview = DefinitionPreview(
      standing: standing, from: first.first, today: today,
      months: rows.totals.map { DefinitionPreview.Month(now: old[$0.period.first], new: $0) },
      now: tally.now, new: tally.new, qualifiedNow: tally.qualifiedNow, qualifiedNew: tally.qualifiedNew,
      gained: DefinitionPreview.Moved(count: tally.gained.count), lost: DefinitionPreview.Moved(count: tally.lost.count)
    )
    let running = try Definition.parse(live.source, file: "definition \(live.definition)")
    preview.gained.examples = try self.examples(
      tally.gained.latest(examples), refusedBy: running, of: tenant.id, generation: live.generation, zone)
    preview.lost.examples = try self.examples(
      tally.lost.latest(examples), refusedBy: definition, of: tenant.id, generation: live.generation, zone)
    return preview
  }

  /// - Parameter definition: the one under which the leads do not qualify on their day.
  private mutating func examples(
    _ moved: [(lead: LeadID, day: Day)], refusedBy definition: Definition, of tenant: TenantID, generation: Int32,
    _ zone: Zone
  ) throws -> [DefinitionPreview.Example] {
    let leads = moved.map(\.lead)
    let files = try files(of: leads, tenant: tenant, zone: zone)
    let people = Dictionary(
      try run(People(tenant: tenant, generation: generation, leads: leads)).map { ($0.lead, $0) }
    ) { $1 }
    var builder = TimelineBuilder(definition, zone: zone)
    return moved.map { lead, day in
      let person = people[lead]
      let look = files[lead].flatMap { builder.look(at: day, of: $0.log, account: $0.account) }
      return DefinitionPreview.Example(
        lead: lead, externalID: person?.externalID, email: person?.email, name: person?.name, day: day,
        decided: look.map { definition.decisions(against: $0) } ?? [])
    }
  }
}

extension Definition {
  /// What keeps a lead from qualifying on a day.
  fileprivate func decisions(against lead: LeadDay) -> [DefinitionPreview.Decision] {
    var decisions: [DefinitionPreview.Decision] = []
    for gate in Gate.allCases where !lead.holding.contains(gate) {
      guard let expression = gates[gate] else { continue }
      let looked = program.trace(expression, lead.state).filter { $0.source != nil }
      decisions += program.decisive(expression, lead.state).map { part in
        .part(gate, part, looked.filter { $0.range != part.range && part.range.contains($0.range) })
      }
    }
    if let days = decay.idle, let out = lead.idleOut, out <= lead.day { decisions.append(.idle(days: days)) }
    if let days = decay.age, let out = lead.ageOut, out <= lead.day { decisions.append(.age(days: days)) }
    return decisions
  }
}

/// Compares lead by lead what two definitions make of some days.
private struct PreviewTally {
  let days: ClosedRange<Day>
  private(set) var now = DefinitionPreview.Share()
  private(set) var new = DefinitionPreview.Share()
  private(set) var qualifiedNow = 0
  private(set) var qualifiedNew = 0
  private(set) var gained: [LeadID: Day] = [:]
  /// Those of the old definition that the new one has not met yet; at the end those that it lost.
  private(set) var lost: [LeadID: Day] = [:]

  init(days: ClosedRange<Day>) { self.days = days }

  mutating func addOld(_ lead: LeadID, _ timeline: Timeline) {
    guard let first = timeline.firstQualified(in: days) else { return }
    lost[lead] = first
    now.qualified += 1
    if timeline.converts(in: days) { now.converted += 1 }
    if timeline.isQualified(on: days.upperBound) { qualifiedNow += 1 }
  }

  /// To be called once for every lead, after all the old ones.
  mutating func addNew(_ lead: LeadID, _ timeline: Timeline) {
    guard timeline.createdDay <= days.upperBound else { return }
    now.leads += 1
    new.leads += 1
    guard let first = timeline.firstQualified(in: days) else { return }
    if lost.removeValue(forKey: lead) == nil { gained[lead] = first }
    new.qualified += 1
    if timeline.converts(in: days) { new.converted += 1 }
    if timeline.isQualified(on: days.upperBound) { qualifiedNew += 1 }
  }
}

extension [LeadID: Day] {
  fileprivate func latest(_ count: Int) -> [(lead: LeadID, day: Day)] {
    sorted { ($1.value, $1.key) < ($0.value, $0.key) }.prefix(count).map { ($0.key, $0.value) }
  }
}

extension Timeline {
  /// A pass-through counts: whoever buys at once was certainly qualified.
  fileprivate func firstQualified(in days: ClosedRange<Day>) -> Day? {
    if let passedOn, days.contains(passedOn) { return passedOn }
    let span = spans.first { $0.from <= days.upperBound && $0.to ?? .max > days.lowerBound }
    return span.map { Swift.max($0.from, days.lowerBound) }
  }

  fileprivate func converts(in days: ClosedRange<Day>) -> Bool {
    if let passedOn, days.contains(passedOn) { return true }
    return spans.contains { span in span.reason == .converted && span.to.map { days.contains($0) } ?? false }
  }
}

/// The timelines of whoever was qualified on any day between two.
struct QualifiedBetween: Statement {
  static let sql = SQLText(SQL.Reading.qualifiedBetween)
  var tenant: TenantID
  var generation: Int32
  var from: Day
  var through: Day
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(from)
    parameters.add(through)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> StoredTimeline { try row.timeline() }
}

struct People: Statement {
  static let sql = SQLText(SQL.Reading.people)
  var tenant: TenantID
  var generation: Int32
  var leads: [LeadID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(leads)
  }
  static func decode(
    _ row: inout RowReader
  ) throws(PostgresError) -> (lead: LeadID, externalID: String?, email: String?, name: String?) {
    (try row.read(), try row.stringOrNil(), try row.stringOrNil(), try row.stringOrNil())
  }
}

extension Range<Int> {
  fileprivate func contains(_ inner: Range<Int>) -> Bool {
    lowerBound <= inner.lowerBound && inner.upperBound <= upperBound
  }
}
