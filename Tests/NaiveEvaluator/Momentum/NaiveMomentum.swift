public import Definitions
public import Engine

/// Lead momentum the plain way: for every lead and day anew from the whole log, by the words and the
/// numbers of `Docs/Metrics.md` section 6.
public struct NaiveMomentum: Sendable {
  /// In the order of ``Naive/leads(of:under:)``.
  public let leads: [NaiveMomentumLead]

  /// The days worth asking about: from before the first event to one on which all is silent.
  public let days: [Day]

  /// `nil` where Foundation does not know the log's zone.
  public init?(of log: NaiveLog, under definition: Definition) {
    guard let calendar = TenantCalendar(zone: log.zone) else { return nil }
    let people = People(of: log, calendar: calendar)
    leads = people.leads.map { entries in
      let biography = Biography(of: entries, people: people, calendar: calendar)
      let happenings = biography.happenings.map { ScoredHappening($0, rules: definition.scoring) }
      return NaiveMomentumLead(account: biography.account, happenings: happenings)
    }
    let named = leads.flatMap(\.happenings).map(\.happening.when.day.number)
    guard let first = named.min(), let last = named.max() else {
      days = []
      return
    }
    days = (first - 1...last + 62).map { Day($0) }
  }

  /// How many leads of an account engaged on days that lie so far back.
  public func stakeholders(of account: String, _ ago: ClosedRange<Int>, before day: Day) -> Int {
    leads.count { $0.account == account && !$0.engagements(ago, before: day).isEmpty }
  }

  /// What a lead has on a day; `nil` before it first engaged.
  public func value(of lead: NaiveMomentumLead, on day: Day) -> NaiveMomentumDay? {
    guard lead.hasEngaged(by: day) else { return nil }
    var value = NaiveMomentumDay(
      velocity: lead.velocity(on: day), frequency: lead.frequency(on: day), content: lead.content(on: day),
      stakeholders: 0, doubledGain: lead.doubledGain(on: day), direction: lead.direction(on: day))
    if let account = lead.account, !lead.engagements(0...59, before: day).isEmpty {
      value.stakeholders = stakeholderPoints(of: account, on: day)
    }
    return value
  }

  /// What an account has on a day; `nil` before any of its leads engaged.
  public func value(of account: String, on day: Day) -> NaiveAccountDay? {
    let members = leads.filter { $0.account == account && $0.hasEngaged(by: day) }
    guard !members.isEmpty else { return nil }
    let engaged = members.filter { !$0.engagements(0...29, before: day).isEmpty }
    let best = engaged.map { $0.velocity(on: day) + $0.frequency(on: day) + $0.content(on: day) }.max()
    let recent = stakeholders(of: account, 0...29, before: day)
    let before = stakeholders(of: account, 30...59, before: day)
    return NaiveAccountDay(
      recent: recent, before: before, momentum: (best ?? -11) + stakeholderPoints(of: account, on: day),
      isSurging: recent >= 3 && recent >= 2 * max(before, 1))
  }

  private func stakeholderPoints(of account: String, on day: Day) -> Int {
    let recent = stakeholders(of: account, 0...29, before: day)
    let before = stakeholders(of: account, 30...59, before: day)
    if recent < 2 && before < 2 { return 0 }
    switch recent - before {
    case 5...: return 8
    case 3...: return 6
    case 1...: return 3
    case 0: return 0
    default: return recent == 0 ? -3 : -2
    }
  }
}

/// A lead's momentum on a day.
public struct NaiveMomentumDay: Equatable, Sendable {
  public let velocity, frequency, content: Int
  public var stakeholders: Int
  /// Twice the gain, so that it is whole.
  public let doubledGain: Int
  public let direction: String

  public init(
    velocity: Int, frequency: Int, content: Int, stakeholders: Int, doubledGain: Int, direction: String
  ) {
    self.velocity = velocity
    self.frequency = frequency
    self.content = content
    self.stakeholders = stakeholders
    self.doubledGain = doubledGain
    self.direction = direction
  }

  public var momentum: Int { velocity + frequency + content + stakeholders }

  public var tier: String {
    switch momentum {
    case 20...: "hot"
    case 10...19: "warming"
    case -4...9: "neutral"
    case -10 ... -5: "cooling"
    default: "cold"
    }
  }
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

  func hasEngaged(by day: Day) -> Bool { happenings.contains { $0.isEngagement && $0.happening.when.day <= day } }

  /// Engagement that lies so many days back.
  func engagements(_ ago: ClosedRange<Int>, before day: Day) -> [ScoredHappening] {
    happenings.filter { $0.isEngagement && ago.contains(day - $0.happening.when.day) }
  }

  private func points(_ ago: ClosedRange<Int>, before day: Day) -> Int {
    happenings.filter { ago.contains(day - $0.happening.when.day) }.map(\.points).reduce(0, +)
  }

  func doubledGain(on day: Day) -> Int {
    4 * points(0...6, before: day) + 2 * points(7...13, before: day) + points(14...29, before: day)
  }

  func velocity(on day: Day) -> Int {
    switch doubledGain(on: day) {
    case 120...: 10
    case 80...: 8
    case 40...: 5
    case 20...: 3
    case 1...: 1
    case 0: -5
    default: -6
    }
  }

  func frequency(on day: Day) -> Int {
    let (recent, before) = (engagements(0...13, before: day).count, engagements(14...27, before: day).count)
    if recent == 0 { return before == 0 ? -6 : -8 }
    if before == 0 { return recent >= 3 ? 8 : 3 }
    if recent >= 2 * before { return 8 }
    if 4 * recent >= 5 * before { return 4 }
    if 4 * recent > 3 * before { return 0 }
    return 2 * recent > before ? -4 : -6
  }

  func content(on day: Day) -> Int {
    let recent = engagements(0...13, before: day).map(\.depth).max() ?? 0
    let before = engagements(14...43, before: day).map(\.depth).max() ?? 0
    if recent == 0 { return before > 0 ? -2 : 0 }
    if recent > before { return [1: 1, 2: 4, 3: 6, 4: 8][recent] ?? 0 }
    return recent == before ? [1: 0, 2: 1, 3: 3, 4: 5][recent] ?? 0 : -3
  }

  func direction(on day: Day) -> String {
    let (recent, before) = (points(0...6, before: day), points(7...13, before: day))
    if recent == 0 || recent == before { return "stagnating" }
    return recent > before ? "accelerating" : "decelerating"
  }
}
