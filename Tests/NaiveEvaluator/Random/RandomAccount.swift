import Chance
import Definitions
import Engine

/// Logs of one company and those around it: leads that engage much, at distances at which windows end.
struct RandomAccount {
  /// Between facts of these distances a window takes in or gives up.
  private static let distances = [0, 1, 6, 7, 8, 13, 14, 15, 27, 28, 29, 30, 31, 43, 44, 45, 59, 60, 61]
  /// By person, who is of which company; the last are of another one or of none.
  private static let companies: [String?] = [
    "acme.com", "acme.com", "acme.com", "acme.com", "acme.com", "acme.com", "acme.com", "globex.com", "globex.com", nil,
  ]

  private let zone: String
  private let people: Int
  private let days: [Day]
  private var random: SplitMix64

  /// A tenant's log.
  static func make(using random: inout SplitMix64) -> NaiveLog {
    var maker = RandomAccount(random: random)
    let log = maker.make()
    random = maker.random
    return log
  }

  private init(random: SplitMix64) {
    self.random = random
    zone = self.random.one(of: ["UTC", "Europe/Berlin", "America/Sao_Paulo"])
    people = self.random.one(of: [1, 2, 3, 5, 8, 10])
    var days = [Day(iso: "2024-02-20") ?? Day(0)]
    for _ in 0..<self.random.number(0...5) {
      days.append(self.random.one(of: days) + self.random.one(of: Self.distances))
    }
    self.days = days
  }

  private mutating func make() -> NaiveLog {
    var log = NaiveLog(zone: zone)
    var arrival: Int64 = 0
    for person in 0..<people {
      arrival += 1
      log.entries.append(record(Arrival(arrival), of: person))
    }
    for _ in 1...random.number(1...random.one(of: [4, 12, 40])) {
      arrival += 1
      log.entries.append(event(Arrival(arrival)))
    }
    return log
  }

  private mutating func record(_ arrival: Arrival, of person: Int) -> NaiveEntry {
    var row = RecordFact(arrival: arrival, receivedDay: random.one(of: days), source: .file)
    row.accountKey = Self.companies[person]
    // Points may hang on what a row tells of its lead's stage.
    if random.chance(20) { row.stageDates[random.one(of: [.mql, .sql])] = stamp() }
    return NaiveEntry(
      arrival: arrival, receivedDay: row.receivedDay, source: .file, keys: [Self.key(person)], delivery: 1,
      content: .record(row, account: [:]))
  }

  private mutating func event(_ arrival: Arrival) -> NaiveEntry {
    // Some engage more than others.
    let person = random.number(0...random.number(0...people - 1))
    let types = ["page_view", "page_view", "case_study", "demo_request", "chat_opened", "email_sent", "unsubscribe"]
    let event = EventFact(arrival: arrival, at: stamp(), type: random.one(of: types))
    return NaiveEntry(
      arrival: arrival, receivedDay: random.one(of: days), source: .api, keys: [Self.key(person)],
      content: .event(event, messageID: nil))
  }

  private mutating func stamp() -> Stamp {
    let day = random.one(of: days)
    let minutes = random.one(of: [0, 60, 720, 1439])
    let time = Int64(day.number) * 86_400_000_000 + Int64(minutes) * 60_000_000
    switch random.number(1...4) {
    case 1: return .instant(time)
    case 2: return .local(time)
    default: return .date(day)
    }
  }

  private static func key(_ person: Int) -> IdentityKey { IdentityKey(kind: .externalID, value: "\(person)") }
}

extension RandomCase {
  /// A case about momentum: leads of one company, and points and depths for most of what they do.
  public init(accountSeed seed: UInt64) {
    self.init(seed: seed)
    var random = SplitMix64(seed: seed)
    log = RandomAccount.make(using: &random)
    definition.gates = [:]
    definition.rules = []
    for type in ["page_view", "case_study", "demo_request", "chat_opened", "email_sent", "unsubscribe", "stage"] {
      guard random.chance(80) else { continue }
      let points = random.one(of: [-8, -1, 0, 1, 2, 3, 5, 10, 15])
      definition.rules.append("{ event: \(type), points: \(points), depth: \(random.number(0...4)) }")
    }
  }
}
