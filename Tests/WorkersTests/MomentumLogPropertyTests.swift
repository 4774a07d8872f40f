import Definitions
import Engine
import LibPQ
import MigratedDatabase
import NaiveEvaluator
import Store
import TestSupport
import Testing
import Workers

/// The whole way of momentum through the database against the naive evaluator: what readers see of
/// every lead and account on every day, kept up to date batch by batch = rebuilt = what the log says.
@Suite struct MomentumLogPropertyTests {
  static let campaign = Campaign(usual: 80)

  @Test func theMomentumIsThatOfTheLogHoweverItCame() async throws {
    let failure = try await withMigratedDatabase { database, place in
      try await Self.campaign.failure(among: Self.makeCase) { random in
        var told = try await ToldTenant.tell(random, in: database, place)
        var complaints = try await told.momentumComplaints(about: random, "kept up to date")
        try await told.rebuild(inParts: random.seed.isMultiple(of: 2))
        complaints += try await told.momentumComplaints(about: random, "rebuilt")
        return complaints
      }
    }
    #expect(failure == nil)
  }

  private static func makeCase(_ seed: UInt64) -> RandomCase {
    seed.isMultiple(of: 3) ? RandomCase(seed: seed) : RandomCase(accountSeed: seed)
  }
}

extension ToldTenant {
  fileprivate func momentumComplaints(about random: RandomCase, _ how: String) async throws -> [String] {
    guard let leads = Naive.leads(of: random.log, under: definition),
      let naive = NaiveMomentum(of: random.log, under: definition)
    else { return ["no such zone"] }
    let keys = leads.map { Set($0.keyrings.flatMap { $0.map(\.description) }).sorted().joined(separator: "+") }
    var wanted: Set<String> = []
    for (index, lead) in naive.leads.enumerated() {
      wanted.formUnion(naive.spans { naive.value(of: lead, on: $0)?.words }.map { "\(keys[index]): \($0)" })
    }
    for account in Set(naive.leads.compactMap(\.account)) {
      wanted.formUnion(naive.spans { naive.value(of: account, on: $0)?.words }.map { "\(account): \($0)" })
    }
    for (index, lead) in naive.leads.enumerated() {
      guard let value = naive.value(of: lead, on: random.today) else { continue }
      wanted.insert("\(keys[index]) today: \(value.words) \(value.doubledGain) \(value.direction)")
    }
    wanted.formUnion(naive.progressions(of: leads, today: random.today).map(\.words))
    let found = Set(
      try await leadLines() + accountLines() + todayLines(random.today) + progressionLines(random.today))
    return wanted.subtracting(found).map { "\(how): the log says      \($0)" }.sorted()
      + found.subtracting(wanted).map { "\(how): the database says \($0)" }.sorted()
  }

  private static let keys =
    "(select string_agg(distinct key, '+' order by key) from core.keyring k, unnest(k.keys) as key where k.lead_id = m.lead_id)"

  private func leadLines() async throws -> [String] {
    try await client.query(
      """
      select \(Self.keys) || ': ' || from_day || '..' || coalesce(to_day::text, '') || ' '
             || concat_ws(' ', velocity, frequency, content, stakeholders, momentum, tier)
      from report.momentum_history m
      """
    ).compactMap { $0[0] }
  }

  private func todayLines(_ today: Day) async throws -> [String] {
    try await client.query(
      """
      select \(Self.keys) || ' today: '
             || concat_ws(' ', velocity, frequency, content, stakeholders, momentum, tier, (gain * 2)::int, direction)
      from report.momentum m
      where tier_since = (
        select max(h.from_day) from report.momentum_history h
        where h.lead_id = m.lead_id and h.from_day <= m.day and h.tier = m.tier and not exists (
          select from report.momentum_history b
          where b.lead_id = m.lead_id and b.to_day = h.from_day and b.tier = h.tier))
      """, asOf: today.description
    ).compactMap { $0[0] }
  }

  private func progressionLines(_ today: Day) async throws -> [String] {
    try await client.query(
      """
      select concat_ws(' ', 'from', from_depth, 'to', to_depth, segmented_by, segment, (median_days * 2)::int, leads)
      from report.content_progression
      """, asOf: today.description
    ).compactMap { $0[0] }
  }

  /// By account: what is stored, steps that differ in points alone taken as one.
  private func accountLines() async throws -> [String] {
    try await client.query(
      """
      with step as (
        select a.key, u.day, concat_ws(' ', m.stakeholders[u.n], m.before[u.n], m.momentum[u.n], m.surging[u.n]) as words
        from core.account_momentum m
        join core.head h on h.live_generation = m.generation
        join core.account a on a.account_id = m.account_id
        cross join unnest(m.days) with ordinality as u (day, n)
      ),
      turn as (
        select * from (select *, lag(words) over (partition by key order by day) as old from step) as s
        where old is distinct from words
      )
      select key || ': ' || day || '..' || coalesce((lead(day) over (partition by key order by day))::text, '') || ' ' || words
      from turn
      """
    ).compactMap { $0[0] }
  }
}

extension NaiveMomentum {
  /// Days of the same words as one line each.
  fileprivate func spans(_ words: (Day) -> String?) -> [String] {
    var spans: [(from: Day, words: String)] = []
    for day in days {
      guard let words = words(day), spans.last?.words != words else { continue }
      spans.append((day, words))
    }
    return spans.enumerated().map { index, span in
      "\(span.from)..\(index + 1 < spans.count ? spans[index + 1].from.description : "") \(span.words)"
    }
  }
}

extension NaiveMomentumDay {
  fileprivate var words: String { "\(velocity) \(frequency) \(content) \(stakeholders) \(momentum) \(tier)" }
}

extension NaiveProgression {
  fileprivate var words: String {
    "from \(depth) to \(depth + 1) \(segmentedBy) \(segment) \(doubledMedian) \(leads)"
  }
}

extension NaiveAccountDay {
  fileprivate var words: String { "\(recent) \(before) \(momentum) \(isSurging ? "t" : "f")" }
}
