import Definitions
import Engine
import LibPQ
import MigratedDatabase
import NaiveEvaluator
import Store
import TestSupport
import Testing

/// What is counted on demand against what is stored, on random logs.
@Suite struct RecountTests {
  static let campaign = Campaign(usual: 25)

  @Test func aRecountUnderTheSameTextGivesTheReportsRows() async throws {
    let failure = try await withMigratedDatabase { database, place in
      try await Self.campaign.failure { random in
        let told = try await ToldTenant.tell(random, in: database, place)
        // The same text as another version: nothing about it is stored.
        try await told.client.keep(told.text, version: 2)
        return try await Grain.allCases.asyncFlatMap { grain in
          let stored = try await told.reading(VelocityQuery(grain: grain), random)
          let recounted = try await told.reading(VelocityQuery(grain: grain, definition: 2), random)
          let channels = try await told.reading(VelocityQuery(grain: grain, trait: .channel), random)
          let recountedChannels = try await told.reading(
            VelocityQuery(grain: grain, trait: .channel, definition: 2), random)
          return Self.differences(stored?.totals, recounted?.totals, "all")
            + Self.differences(channels?.parts, recountedChannels?.parts?.map(\.asChannelView), "by channel")
        }
      }
    }
    #expect(failure == nil)
  }

  @Test(arguments: ["stage", "lead.title", "account.industry", "channel", "lead.nobody_has_this"])
  func thePartsAddUpToAllOfIt(path: String) async throws {
    let trait = try #require(Trait(path: path))
    let failure = try await withMigratedDatabase { database, place in
      try await Campaign(usual: 8).failure { random in
        let told = try await ToldTenant.tell(random, in: database, place)
        try await told.client.keep(told.text, version: 2)
        return try await Grain.allCases.asyncFlatMap { grain in
          let query = VelocityQuery(grain: grain, trait: trait, definition: 2)
          guard let reading = try await told.reading(query, random) else { return ["nothing was read"] }
          let stored = try await told.reading(VelocityQuery(grain: grain), random)
          let parts = Dictionary(grouping: reading.parts ?? [], by: \.period)
          return Self.differences(stored?.totals, reading.totals, "totals by \(path)")
            + reading.totals.compactMap { total in
              Self.unequal(total, to: (parts[total.period] ?? []).map(\.counts))
            }
        }
      }
    }
    #expect(failure == nil)
  }

  /// What does not add up.
  private static func unequal(_ total: LVRRow, to parts: [LVRCounts]) -> String? {
    let columns: [KeyPath<LVRCounts, Int>] = [
      \.opening, \.entered, \.exitedConverted, \.exitedDisqualified, \.exitedDecayed, \.exitedCriteria, \.closing,
    ]
    let sums = columns.map { column in parts.reduce(0) { $0 + $1[keyPath: column] } }
    let wanted = columns.map { total.counts[keyPath: $0] }
    return sums == wanted ? nil : "\(total.period.name): \(sums), and all together \(wanted)"
  }

  private static func differences(_ wanted: [LVRRow]?, _ found: [LVRRow]?, _ what: String) -> [String] {
    let (wanted, found) = ((wanted ?? []).map(\.comparable), (found ?? []).map(\.comparable))
    return wanted.filter { !found.contains($0) }.map { "\(what): the report says  \($0)" }
      + found.filter { !wanted.contains($0) }.map { "\(what): the recount says \($0)" }
  }
}

extension ToldTenant {
  func reading(_ query: VelocityQuery, _ random: RandomCase) async throws -> VelocityReading? {
    try await client.database.velocity(of: client.tenant, query, asOf: random.today)
  }
}

extension Client {
  /// Stores a version that no figure follows.
  func keep(_ text: String, version: Int32) async throws {
    let tenant = tenant.id.rawValue
    try await database.write(as: self.tenant.id) { session in
      try session.simple(
        """
        insert into core.definition (tenant_id, version, name, basis, source)
        values (\(tenant), \(version), 'd', '\(text.contains("basis: flow") ? "flow" : "stock")', $t$\(text)$t$)
        """)
    }
  }
}

extension LVRRow {
  /// Whatever version it is counted under.
  fileprivate var comparable: LVRRow {
    var row = self
    row.definition = 0
    if row.part != .all { row.figures.shown = nil }
    return row
  }

  /// With what `report.lvr_by_channel` has, and nothing else.
  fileprivate var asChannelView: LVRRow {
    var row = self
    row.counts.passedThrough = 0
    row.counts.created = 0
    var figures = LVRFigures()
    figures.stock = row.figures.stock
    figures.flow = row.figures.flow
    figures.lvr = row.figures.lvr
    figures.low = row.figures.low
    figures.high = row.figures.high
    figures.isSignificant = row.figures.isSignificant
    figures.hasLowBase = row.figures.hasLowBase
    figures.contribution = row.figures.contribution
    // How it is shown depends on a target, which a channel has none of.
    row.figures = figures
    return row
  }
}

extension Sequence {
  fileprivate func asyncFlatMap<Element2>(_ body: (Element) async throws -> [Element2]) async rethrows -> [Element2] {
    var all: [Element2] = []
    for element in self { all += try await body(element) }
    return all
  }
}
