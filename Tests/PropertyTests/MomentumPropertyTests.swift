import Chance
import Definitions
import Engine
import NaiveEvaluator
import Testing

/// The engine's momentum against the naive evaluator's: every component on every day.
@Suite struct MomentumPropertyTests {
  @Test func momentumIsOnEveryDayWhatTheWholeLogSays() {
    // About 20 ms a case in a debug build.
    let failure = Campaign(usual: 1_200).failure(among: Self.makeCase) { random in
      do {
        let model = random.seed.isMultiple(of: 3) ? try MomentumModel(random: random.seed) : nil
        let answers = try MomentumAnswers(random, model)
        var comparison = Comparison()
        for index in answers.naive.leads.indices { comparison.addLead(index, of: answers) }
        for account in answers.accounts.keys.sorted() { comparison.addAccount(account, of: answers) }
        return comparison.complaints.isEmpty ? [] : comparison.complaints + [model?.source ?? "the default model"]
      } catch {
        return ["\(error)"]
      }
    }
    #expect(failure == nil)
  }

  @Test func aModelReadFromItsOwnDocumentIsTheSame() throws {
    var rows = 0
    for seed in UInt64(1)...500 {
      let model = try MomentumModel(random: seed)
      #expect(try MomentumModel.parse(model.document, file: "document.yaml") == model, "\(model.source)")
      rows += MomentumModel.Component.allCases.map { model.rules(of: $0).rows.count }.reduce(0, +)
    }
    // Most rows that were made up are there: the models are not all of one row.
    #expect(rows > 500 * 15)
  }

  @Test func theCasesMeetWhatTheRulesAreAbout() throws {
    var met: [String: Int] = [:]
    for seed in UInt64(1)...200 {
      let answers = try MomentumAnswers(RandomCase(accountSeed: seed))
      for feature in answers.features { met[feature, default: 0] += 1 }
    }
    let tooRare = Self.features.filter { met[$0, default: 0] < 4 }
    #expect(tooRare.isEmpty, "of 200 cases \(met)")
  }

  /// Most are about accounts; the others about merges, late facts and clocks.
  private static func makeCase(_ seed: UInt64) -> RandomCase {
    seed.isMultiple(of: 4) ? RandomCase(seed: seed) : RandomCase(accountSeed: seed)
  }

  private static let features =
    [10, 8, 5, 3, 1, -5, -6].map { "velocity \($0)" } + [8, 4, 3, 0, -4, -6, -8].map { "frequency \($0)" }
    + [8, 6, 5, 4, 3, 1, 0, -2, -3].map { "content \($0)" } + [8, 6, 3, 0, -2, -3].map { "stakeholders \($0)" }
    + Tier.allCases.map { "tier \($0.rawValue)" } + Direction.allCases.map { "direction \($0.rawValue)" }
    + ["deeper", "less deep", "two depths on a day"] + ["surging", "silent account", "no account", "never engaged"]
}

/// The engine and the naive evaluator, asked about the momentum of the same leads.
private struct MomentumAnswers {
  let naive: NaiveMomentum
  /// In the order of the naive leads.
  let leads: [LeadMomentum?]
  let accounts: [String: AccountMomentum?]
  /// Of the leads that engaged.
  let depthDays: [DepthDays?]

  init(_ random: RandomCase, _ model: MomentumModel? = nil) throws {
    let answers = try EngineAnswers(random)
    let rules = try model.map { try NaiveRules(document: $0.source) } ?? .standard
    guard let naive = NaiveMomentum(of: random.log, under: answers.definition, rules: rules) else {
      throw UnknownZone(name: random.log.zone)
    }
    self.naive = naive
    let model = model ?? .default
    var timelines = TimelineBuilder(answers.definition, zone: answers.zone, collectsActivity: true)
    var builder = MomentumBuilder(model)
    var order = SplitMix64(seed: random.seed)
    var leads = [LeadMomentum?](repeating: nil, count: naive.leads.count)
    var accounts: [String: AccountMomentum?] = [:]
    var depthDays = [DepthDays?](repeating: nil, count: naive.leads.count)
    let members = Dictionary(grouping: naive.leads.indices, by: { naive.leads[$0].account })
    for (account, members) in members {
      builder.begin()
      var own: [(index: Int, momentum: OwnMomentum?)] = []
      // Neither the order of the leads nor that of their rows means anything.
      for index in members.shuffled(using: &order) {
        _ = timelines.timeline(of: answers.logs[index])
        own.append((index, builder.add(timelines.activity)))
      }
      let whole = account == nil ? nil : builder.finish()
      if let account { accounts[account] = whole }
      for (index, momentum) in own {
        depthDays[index] = momentum?.depthDays
        leads[index] = momentum.map { LeadMomentum($0, account: whole, model: model) }
      }
    }
    self.leads = leads
    self.accounts = accounts
    self.depthDays = depthDays
  }

  var features: Set<String> {
    var met: Set<String> = []
    for lead in leads {
      guard let lead else {
        met.insert("never engaged")
        continue
      }
      for value in lead.history.steps.map(\.content) {
        met.formUnion([
          "velocity \(value.velocity)", "frequency \(value.frequency)", "content \(value.content)",
          "stakeholders \(value.stakeholders)", "tier \(value.tier.rawValue)", "direction \(value.direction.rawValue)",
        ])
      }
    }
    for days in depthDays.compactMap({ $0 }) {
      for depth in 1...3 {
        guard let from = days[depth], let to = days[depth + 1] else { continue }
        met.insert(from == to ? "two depths on a day" : from < to ? "deeper" : "less deep")
      }
    }
    for value in accounts.values.compactMap({ $0 }).flatMap(\.history.steps).map(\.content) {
      if value.isSurging { met.insert("surging") }
      if value.stakeholders == 0 { met.insert("silent account") }
    }
    if naive.leads.contains(where: { $0.account == nil }) { met.insert("no account") }
    return met
  }
}

extension Comparison {
  fileprivate mutating func addLead(_ index: Int, of answers: MomentumAnswers) {
    let days = answers.naive.days.map { ($0, answers.naive.value(of: answers.naive.leads[index], on: $0)) }
    let engine = answers.leads[index]
    for (day, value) in days {
      let answer = engine?.value(on: day)
      expect("momentum of lead \(index) on \(day)", value, answer.map { NaiveMomentumDay($0) })
      expect("sum of lead \(index) on \(day)", value?.momentum, answer?.momentum)
      expect("tier of lead \(index) on \(day)", value?.tier, answer?.tier.rawValue)
    }
    expect("steps of lead \(index)", changes(days), engine?.history.steps.map(\.from) ?? [])
    for depth in DepthDays.depths {
      expect(
        "first day of depth \(depth) of lead \(index)", answers.naive.leads[index].firstDay(ofDepth: depth),
        answers.depthDays[index]?[depth])
    }
    let tiers = changes(days.map { ($0, $1?.tier) })
    expect("changes of tier of lead \(index)", tiers, engine?.tierChanges.map(\.day) ?? [])
  }

  fileprivate mutating func addAccount(_ account: String, of answers: MomentumAnswers) {
    let days = answers.naive.days.map { ($0, answers.naive.value(of: account, on: $0)) }
    let engine = answers.accounts[account] ?? nil
    for (day, value) in days {
      expect("\(account) on \(day)", value, engine?.value(on: day).map { NaiveAccountDay($0) })
    }
    expect("steps of \(account)", changes(days), engine?.history.steps.map(\.from) ?? [])
  }

  /// The days on which something else holds than the day before.
  private func changes<Value: Equatable>(_ days: [(Day, Value?)]) -> [Day] {
    var before: Value?
    return days.compactMap { day, value in
      defer { before = value }
      return value == before ? nil : day
    }
  }
}

extension NaiveMomentumDay {
  fileprivate init(_ value: LeadMomentum.Level) {
    self.init(
      velocity: value.velocity, frequency: value.frequency, content: value.content, stakeholders: value.stakeholders,
      quarters: Int(value.gain.quarters), direction: value.direction.rawValue, tier: value.tier.rawValue)
  }
}

extension NaiveAccountDay {
  fileprivate init(_ value: AccountMomentum.Level) {
    self.init(
      recent: value.stakeholders, before: value.stakeholdersBefore, momentum: value.momentum,
      isSurging: value.isSurging)
  }
}

extension MomentumModel {
  /// A random one, without the rows that never apply.
  fileprivate init(random seed: UInt64) throws {
    var random = RandomModel(seed: seed)
    while true {
      do {
        self = try MomentumModel.parse(random.text, file: "random.yaml")
        return
      } catch {
        let dead = error.errors.filter { $0.message.hasPrefix("this row never applies") }
        guard dead.count == error.all.count else { throw error }
        random.remove(lines: dead.map(\.line))
      }
    }
  }
}
