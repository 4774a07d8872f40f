public import Definitions
public import Engine

/// Lead momentum the plain way: for every lead and day anew from the whole log, by the words and the
/// numbers of `Docs/Metrics.md` section 6.
public struct NaiveMomentum: Sendable {
  /// In the order of ``Naive/leads(of:under:)``.
  public let leads: [NaiveMomentumLead]

  /// The days worth asking about: from before the first event to one on which all is silent.
  public let days: [Day]

  private let rules: NaiveRules

  /// `nil` where Foundation does not know the log's zone.
  public init?(of log: NaiveLog, under definition: Definition, rules: NaiveRules = .standard) {
    guard let calendar = TenantCalendar(zone: log.zone) else { return nil }
    self.rules = rules
    let people = People(of: log, calendar: calendar)
    leads = people.leads.map { entries in
      let biography = Biography(of: entries, people: people, calendar: calendar)
      let happenings = biography.happenings.map { ScoredHappening($0, rules: definition.scoring) }
      return NaiveMomentumLead(account: biography.account, happenings: happenings, rules: rules)
    }
    let named = leads.flatMap(\.happenings).map(\.happening.when.day.number)
    guard let first = named.min(), let last = named.max() else {
      days = []
      return
    }
    days = (first - 1...last + Int32(rules.reach) + 2).map { Day($0) }
  }

  /// How many leads of an account engaged on days that lie so far back.
  public func stakeholders(of account: String, _ ago: Range<Int>, before day: Day) -> Int {
    leads.count { $0.account == account && !$0.engagements(ago, before: day).isEmpty }
  }

  /// What a lead has on a day; `nil` before it first engaged.
  public func value(of lead: NaiveMomentumLead, on day: Day) -> NaiveMomentumDay? {
    guard lead.hasEngaged(by: day) else { return nil }
    var value = NaiveMomentumDay(
      velocity: lead.velocity(on: day), frequency: lead.frequency(on: day), content: lead.content(on: day),
      stakeholders: 0, quarters: lead.quarters(on: day), direction: lead.direction(on: day), tier: "")
    if let account = lead.account, !lead.engagements(0..<rules.stakeholders.1, before: day).isEmpty {
      value.stakeholders = stakeholderPoints(of: account, on: day)
    }
    value.tier = tier(of: value.momentum)
    return value
  }

  /// What an account has on a day; `nil` before any of its leads engaged.
  public func value(of account: String, on day: Day) -> NaiveAccountDay? {
    let members = leads.filter { $0.account == account && $0.hasEngaged(by: day) }
    guard !members.isEmpty else { return nil }
    let engaged = members.filter { !$0.engagements(0..<rules.stakeholders.0, before: day).isEmpty }
    let best = engaged.map { $0.velocity(on: day) + $0.frequency(on: day) + $0.content(on: day) }.max()
    let (recent, before) = stakeholders(of: account, on: day)
    return NaiveAccountDay(
      recent: recent, before: before, momentum: (best ?? rules.silent) + rules.ofStakeholders(recent, before),
      isSurging: recent >= rules.surging.fewest && recent >= rules.surging.times * max(before, 1))
  }

  /// What a momentum is called.
  private func tier(of momentum: Int) -> String {
    for (name, least) in zip(["hot", "warming", "neutral", "cooling"], rules.tiers) where momentum >= least {
      return name
    }
    return "cold"
  }

  private func stakeholderPoints(of account: String, on day: Day) -> Int {
    let (recent, before) = stakeholders(of: account, on: day)
    return rules.ofStakeholders(recent, before)
  }

  private func stakeholders(of account: String, on day: Day) -> (recent: Int, before: Int) {
    let (middle, end) = rules.stakeholders
    return (
      stakeholders(of: account, 0..<middle, before: day), stakeholders(of: account, middle..<end, before: day)
    )
  }
}

/// A lead's momentum on a day.
public struct NaiveMomentumDay: Equatable, Sendable {
  public let velocity, frequency, content: Int
  public var stakeholders: Int
  /// Four times the gain, so that it is whole.
  public let quarters: Int
  public let direction: String
  public internal(set) var tier: String

  public init(
    velocity: Int, frequency: Int, content: Int, stakeholders: Int, quarters: Int, direction: String, tier: String
  ) {
    self.velocity = velocity
    self.frequency = frequency
    self.content = content
    self.stakeholders = stakeholders
    self.quarters = quarters
    self.direction = direction
    self.tier = tier
  }

  /// Twice the gain, which the standard weights leave whole.
  public var doubledGain: Int { quarters / 2 }

  public var momentum: Int { velocity + frequency + content + stakeholders }
}

/// An account on a day.
public struct NaiveAccountDay: Equatable, Sendable {
  public let recent, before, momentum: Int
  public let isSurging: Bool

  public init(recent: Int, before: Int, momentum: Int, isSurging: Bool) {
    self.recent = recent
    self.before = before
    self.momentum = momentum
    self.isSurging = isSurging
  }
}

/// A lead by what it did.
public struct NaiveMomentumLead: Sendable {
  public let account: String?
  let happenings: [ScoredHappening]
  let rules: NaiveRules

  func hasEngaged(by day: Day) -> Bool { happenings.contains { $0.isEngagement && $0.happening.when.day <= day } }

  /// Engagement that lies so many days back.
  func engagements(_ ago: Range<Int>, before day: Day) -> [ScoredHappening] {
    happenings.filter { $0.isEngagement && ago.contains(day - $0.happening.when.day) }
  }

  private func points(_ ago: Range<Int>, before day: Day) -> Int {
    happenings.filter { ago.contains(day - $0.happening.when.day) }.map(\.points).reduce(0, +)
  }

  func quarters(on day: Day) -> Int {
    rules.gain.map { $0.quarters * points($0.ago, before: day) }.reduce(0, +)
  }

  func velocity(on day: Day) -> Int { rules.ofGain(quarters(on: day)) }

  func frequency(on day: Day) -> Int {
    let (middle, end) = rules.frequency
    return rules.ofEvents(
      engagements(0..<middle, before: day).count, engagements(middle..<end, before: day).count)
  }

  func content(on day: Day) -> Int {
    let (middle, end) = rules.content
    return rules.ofDepths(
      engagements(0..<middle, before: day).map(\.depth).max() ?? 0,
      engagements(middle..<end, before: day).map(\.depth).max() ?? 0)
  }

  func direction(on day: Day) -> String {
    let (middle, end) = rules.direction
    let (recent, before) = (points(0..<middle, before: day), points(middle..<end, before: day))
    if recent == 0 || recent == before { return "stagnating" }
    return recent > before ? "accelerating" : "decelerating"
  }
}
