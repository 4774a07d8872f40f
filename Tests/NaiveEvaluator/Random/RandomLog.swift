public import Chance
import Definitions
import Engine

/// Logs as life writes them, only denser: few leads that share keys, facts that tie, come late or
/// contradict each other, and every kind of entry.
public struct RandomLog {
  /// The two that end a lead are rarer than they would be.
  private static let usualStages: [Stage] = [
    .lead, .lead, .mql, .mql, .mql, .sql, .sql, .opportunity, .customer, .disqualified,
  ]
  /// Of customers who come and go.
  private static let unsteadyStages: [Stage] = [
    .customer, .customer, .customer, .customer, .lead, .lead, .mql, .sql, .sql, .disqualified,
  ]
  static let channels = ["linkedin", "cold_email", "paid", "our_podcast"]
  /// Of these a rule may say that they are engagement.
  static let engagingTypes: Set<String> = ["page_view", "demo_request", "case_study", "chat_opened"]
  static let eventTypes = definedTypes + ["stage"]
  /// Those that definitions speak of.
  static let definedTypes = [
    "page_view", "page_view", "demo_request", "case_study", "chat_opened", "email_sent", "email_bounced",
    "call_attempt", "linkedin_message", "sms_sent", "unsubscribe", "note", "meeting_no_show",
    "stage",
  ]

  private let times: RandomTimes
  private let people: Int
  /// How many rows in a hundred name a key of somebody else.
  private let mixing: Int
  private let stages: [Stage]
  private var random: SplitMix64
  private var entries: [NaiveEntry] = []
  private var delivery = 0
  private var receivedDay = Day(0)

  /// A tenant's log.
  public static func make(using random: inout SplitMix64) -> NaiveLog {
    var maker = RandomLog(random: random)
    let log = maker.make()
    random = maker.random
    return log
  }

  private init(random: SplitMix64) {
    self.random = random
    times = RandomTimes(using: &self.random)
    people = self.random.one(of: [1, 1, 1, 2, 3, 4])
    mixing = self.random.one(of: [0, 0, 5, 20])
    stages = mixing == 5 ? Self.unsteadyStages : Self.usualStages
  }

  private mutating func make() -> NaiveLog {
    var log = NaiveLog(zone: times.zone)
    if random.chance(20) { log.identityKinds.insert(.phone) }
    log.revenue = random.maybe(70) { $0.one(of: [0, 999_999, 1_000_000, 9_999_999, 10_000_000]) }
    receivedDay = times.dayOfReceipt(&random)
    for arrival in 1...random.number(1...random.one(of: [6, 12, 20])) {
      nextDelivery()
      entries.append(entry(Arrival(Int64(arrival)), kinds: log.identityKinds))
    }
    log.entries = entries
    return log
  }

  private mutating func nextDelivery() {
    guard random.chance(50) else { return }
    delivery += 1
    // What is received later usually has the later day; a file may be imported as of another.
    receivedDay = random.chance(70) ? max(receivedDay, times.dayOfReceipt(&random)) : times.dayOfReceipt(&random)
  }

  // MARK: Entries

  private mutating func entry(_ arrival: Arrival, kinds: Set<KeyKind>) -> NaiveEntry {
    let source: SourceKind = delivery > 0 && random.chance(65) ? .file : .api
    var keys = keys(kinds)
    let content: NaiveEntry.Content
    switch random.number(1...100) {
    case ...36: content = record(arrival, source, keys)
    case ...89: content = .event(event(arrival), messageID: random.maybe(25) { "m\($0.number(1...4))" })
    case ...94:
      guard let known = knownKey() else { fallthrough }
      keys = [known]
      content = .deal(deal(arrival))
    case ...97:
      keys = alias()
      content = .alias
    default:
      guard let known = knownKey() else { return entry(arrival, kinds: kinds) }
      keys = []
      content = .ban(known)
    }
    return NaiveEntry(
      arrival: arrival, receivedDay: receivedDay, source: source, keys: keys, mailAccount: Self.mailAccount(keys),
      delivery: source == .file ? delivery : nil, content: content)
  }

  private mutating func record(_ arrival: Arrival, _ source: SourceKind, _ keys: [IdentityKey]) -> NaiveEntry.Content {
    var row = RecordFact(arrival: arrival, receivedDay: receivedDay, source: source)
    row.createdAt = random.maybe(45) { times.stamp(&$0) }
    row.updatedAt = random.maybe(50) { times.stamp(&$0) }
    row.attributes = attributes(source)
    for key in keys { row.attributes[key.kind.name] = .string(key.value) }
    row.channel = random.maybe(30) { $0.one(of: Self.channels) }
    row.stage = random.maybe(30) { $0.one(of: stages) }
    if random.chance(25) {
      for _ in 0...random.number(0...1) { row.stageDates[random.one(of: stages)] = times.stamp(&random) }
    }
    row.accountKey = Self.mailAccount(keys)
    if random.chance(35) {
      let company = random.one(of: ["acme.com", "globex.com"])
      row.attributes["domain"] = .string(company)
      row.accountKey = company
    }
    return .record(row, account: row.accountKey == nil ? [:] : accountAttributes(source))
  }

  private mutating func event(_ arrival: Arrival) -> EventFact {
    var event = EventFact(arrival: arrival, at: times.stamp(&random), type: random.one(of: Self.eventTypes))
    event.channel = random.maybe(20) { $0.one(of: Self.channels) }
    if event.type == "stage" { event.properties["to"] = .string(random.one(of: stages).name) }
    if random.chance(50) { event.properties["path"] = .string(random.one(of: ["/pricing", "/pricing/eu", "/blog"])) }
    if random.chance(40) {
      event.properties["value"] = random.one(of: [.int(2), .int(4), .double(3.5), .string("5"), .bool(true)])
    }
    return event
  }

  private mutating func deal(_ arrival: Arrival) -> DealFact {
    let status = random.one(of: [DealFact.Status.won, .won, .open, .lost])
    var deal = DealFact(arrival: arrival, dealID: "d\(random.number(1...2))", status: status)
    deal.createdAt = random.maybe(50) { times.stamp(&$0) }
    deal.updatedAt = random.maybe(50) { times.stamp(&$0) }
    deal.closedAt = status == .won || random.chance(40) ? times.stamp(&random) : nil
    return deal
  }

  // MARK: Attributes

  private mutating func attributes(_ source: SourceKind) -> [String: Value] {
    let vocabulary: [(String, [Value])] = [
      ("plan", [.string("pro"), .string("team"), .string("free"), .int(3)]),
      ("seats", [.int(0), .int(1), .int(2), .int(4), .double(2), .string("2")]),
      ("verified", [.bool(true), .bool(false), .string("yes")]),
      ("title", [.string("VP Sales"), .string("chief of staff"), .string("intern")]),
      ("address", [.map(["city": .string("Rio")]), .map([:]), .string("Rio")]),
      ("tags", [.list([.string("hot"), .string("cold")]), .list([]), .list([.int(1)])]),
    ]
    return values(of: vocabulary, source)
  }

  private mutating func accountAttributes(_ source: SourceKind) -> [String: Value] {
    values(of: [("industry", [.string("saas"), .string("retail")]), ("employees", [.int(5), .int(50)])], source)
  }

  /// Some of them; only the API can clear a value.
  private mutating func values(of vocabulary: [(String, [Value])], _ source: SourceKind) -> [String: Value] {
    var values: [String: Value] = [:]
    for (name, choices) in vocabulary where random.chance(50) {
      values[name] = source == .api && random.chance(25) ? .null : random.one(of: choices)
    }
    return values
  }

  // MARK: Keys

  private mutating func keys(_ kinds: Set<KeyKind>) -> [IdentityKey] {
    let person = random.number(1...people)
    var keys: [IdentityKey] = []
    for kind in KeyKind.allCases where kinds.contains(kind) && random.chance(40) {
      let owner = random.chance(mixing) ? random.number(1...people) : person
      keys.append(key(kind, of: owner))
    }
    return keys.isEmpty ? [key(random.one(of: [.externalID, .email, .anonymousID]), of: person)] : keys
  }

  private mutating func key(_ kind: KeyKind, of person: Int) -> IdentityKey {
    switch kind {
    case .externalID: IdentityKey(kind: kind, value: "\(person)")
    case .email: IdentityKey(kind: kind, value: "p\(person)@\(random.one(of: ["acme.com", "gmail.com"]))")
    case .linkedin: IdentityKey(kind: kind, value: "p\(person)")
    case .anonymousID: IdentityKey(kind: kind, value: "visitor-\(person)")
    case .phone: IdentityKey(kind: kind, value: "+4930\(person)")
    }
  }

  private static func mailAccount(_ keys: [IdentityKey]) -> String? {
    keys.contains { $0.kind == .email && $0.value.hasSuffix("@acme.com") } ? "acme.com" : nil
  }

  /// A key that an earlier row had and that can name the lead of a deal.
  private mutating func knownKey() -> IdentityKey? {
    let banned = entries.compactMap { if case .ban(let key) = $0.content { key } else { nil } }
    let known = entries.flatMap(\.keys)
      .filter { ($0.kind == .externalID || $0.kind == .email) && !banned.contains($0) }
    return known.isEmpty ? nil : random.one(of: known)
  }

  private mutating func alias() -> [IdentityKey] {
    [random.number(1...people), random.number(1...people)].map {
      key(random.one(of: [.externalID, .externalID, .email, .linkedin, .anonymousID]), of: $0)
    }
  }
}
