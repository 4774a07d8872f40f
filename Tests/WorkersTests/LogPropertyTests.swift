import Chance
import Definitions
import Engine
import LibPQ
import MigratedDatabase
import NaiveEvaluator
import Store
import TestSupport
import Testing
import Workers

/// The whole way through the database against the naive evaluator: rows kept up to date batch by
/// batch = rows rebuilt from the log = what the log says day by day.
@Suite struct LogPropertyTests {
  // About 0.25 s a case in a debug build.
  static let campaign = Campaign(usual: 120)

  @Test func theRowsAreThoseOfTheLogHoweverItCame() async throws {
    let failure = try await withMigratedDatabase { database, place in
      try await Self.campaign.failure { random in
        var told = try await ToldTenant.tell(random, in: database, place)
        var complaints = try await told.complaints(about: random, "kept up to date")
        try await told.rebuild(inParts: random.seed.isMultiple(of: 2))
        complaints += try await told.complaints(about: random, "rebuilt")
        return complaints
      }
    }
    #expect(failure == nil)
  }
}

/// A tenant that has heard a random log.
struct ToldTenant {
  var client: Client
  let definition: Definition
  let text: String

  static func tell(_ random: RandomCase, in database: Database, _ place: TestDatabase) async throws -> ToldTenant {
    let text = random.definition.text
    let slug = "t\(UInt64.random(in: 0 ... .max))"
    let client = try await Client.make(
      slug, zone: random.log.zone, arr: random.log.revenue, identities: random.log.identityKinds, definition: text,
      in: database, place)
    var tenant = RandomTenant(client: client, random: SplitMix64(seed: random.seed))
    try await tenant.hear(random.log)
    return ToldTenant(client: client, definition: try Definition.parse(text, file: "random.yaml"), text: text)
  }

  /// - Parameter inParts: As of a tenant of many leads; else as of one whose leads are one batch.
  mutating func rebuild(inParts: Bool) async throws {
    try await Rebuild(client.database, tenant: client.tenant.id, batch: inParts ? 2 : 4_000)
      .build(GenerationPlan(definition: 1, source: text, zone: client.tenant.timezone))
  }

  /// What the database says otherwise than the naive evaluator.
  func complaints(about random: RandomCase, _ how: String) async throws -> [String] {
    guard let leads = Naive.leads(of: random.log, under: definition) else { return ["no such zone"] }
    let wanted = Set(leads.map(Self.row))
    let stored = Set(try await timelines())
    var complaints = wanted.subtracting(stored).map { "\(how): the log says      \($0)" }
    complaints += stored.subtracting(wanted).map { "\(how): the database says \($0)" }
    let velocity = Velocity(of: leads, log: random.log, basis: definition.basis, today: random.today)
    for grain in NaiveGrain.allCases {
      let expected = velocity.rows(by: grain).map(\.words) + velocity.rowsByChannel(grain).compactMap(\.channelWords)
      let found = try await rates(grain, asOf: random.today)
      complaints += Set(expected).subtracting(found).sorted().map { "\(how): the log says      \($0)" }
      complaints += Set(found).subtracting(expected).sorted().map { "\(how): the database says \($0)" }
    }
    return complaints.sorted()
  }

  private static func row(_ lead: NaiveLead) -> String {
    let keys = Set(lead.keyrings.flatMap { $0.map(\.description) }).sorted().joined(separator: "+")
    let spans = lead.spans.filter { $0.from != $0.to }
      .map { "\($0.from)..\($0.to.map(\.description) ?? "")\($0.reason.map { " \($0.rawValue)" } ?? "")" }
    let passed = lead.spans.first { $0.from == $0.to }.map { " passed \($0.from)" } ?? ""
    return "\(keys): created \(lead.createdDay) \(lead.channel) [\(spans.joined(separator: ", "))]\(passed)"
  }

  /// The stored timelines, in the same words, each lead by all the keys of its keyrings.
  private func timelines() async throws -> [String] {
    try await client.query(
      """
      select keys, created_day, channel, spans, passed_on from (
        select q.lead_id, q.created_day, q.channel, q.passed_on,
               (select string_agg(distinct key, '+' order by key) from core.keyring k, unnest(k.keys) as key
                where k.lead_id = q.lead_id) as keys,
               (select string_agg(lower(days) || '..' || coalesce(upper(days)::text, '') || coalesce(' ' || q.exits[n], ''),
                  ', ' order by n) from unnest(q.qualified) with ordinality as u (days, n)) as spans
        from core.qualification q
        join core.head h on h.live_generation = q.generation) as t
      """
    ).map { row in
      let passed = row[4].map { " passed \($0)" } ?? ""
      return "\(row[0] ?? ""): created \(row[1] ?? "") \(row[2] ?? "") [\(row[3] ?? "")]\(passed)"
    }
  }

  private func rates(_ grain: NaiveGrain, asOf today: Day) async throws -> [String] {
    let name = grain == .month ? "month" : "week"
    let rows = try await client.query(
      """
      select period_start, period_end, 'all', status = 'final', opening, entered, exited_converted, exited_disqualified,
             exited_decayed, exited_criteria, passed_through, closing, created, lvr_stock, lvr_flow, lvr, significant,
             low_base, status_reason, pace, band, target_low, target_high, vs_target, total_lvr, round(lvr_low, 3),
             round(lvr_high, 3)
      from report.lvr where grain = '\(name)'
      """, asOf: today.description)
    let channels = try await client.query(
      """
      select period_start, channel, opening, entered, exited_converted, exited_disqualified, exited_decayed,
             exited_criteria, closing, lvr_stock, lvr_flow, lvr, significant, low_base, contribution
      from report.lvr_by_channel where grain = '\(name)'
      """, asOf: today.description)
    return (rows + channels).map { $0.map { $0 ?? "-" }.joined(separator: " ") }
  }
}

extension NaiveEvaluator.VelocityRow {
  private var exits: String { NaiveExit.allCases.map { String(counts.exited[$0] ?? 0) }.joined(separator: " ") }

  fileprivate var words: String {
    [
      "\(start)", "\(end)", "all", isFinal ? "t" : "f", "\(counts.opening)", "\(counts.entered)", exits,
      "\(counts.passedThrough)", "\(counts.closing)", "\(counts.created)", stock.six, flow.six, rate.six,
      significant.letter, lowBase.letter, statusReason ?? "-", pace.six, band ?? "-",
      targetLow.map { "\($0).0" } ?? "-",
      targetHigh.map { "\($0).0" } ?? "-", versusTarget ?? "-", total.six, low.three, high.three,
    ].joined(separator: " ")
  }

  /// `nil` for a channel with nothing but zeros, which may be absent.
  fileprivate var channelWords: String? {
    guard !counts.isEmpty || flow != nil else { return nil }
    return [
      "\(start)", group ?? "", "\(counts.opening)", "\(counts.entered)", exits, "\(counts.closing)", stock.six,
      flow.six, rate.six, significant.letter, lowBase.letter, contribution.six,
    ].joined(separator: " ")
  }
}
