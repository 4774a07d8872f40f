import Chance
import Definitions
public import Engine

/// A random log and a random definition: one question to the product and to the naive evaluator.
public struct RandomCase: Sendable {
  public let seed: UInt64
  public var log: NaiveLog
  public var definition: RandomDefinition
  /// The day as of which figures are read: of the log's last days or a while after.
  public var today: Day

  public init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    self.seed = seed
    log = RandomLog.make(using: &random)
    definition = RandomDefinition(using: &random)
    let received = log.entries.map(\.receivedDay).max() ?? Day(0)
    today = received + random.one(of: [0, 0, 1, 5, 40])
    // That decay falls on the day of another fact is rare, and then its order matters.
    if random.chance(35) { definition.age = log.distance(&random) }
    if random.chance(20) { definition.idle = log.distance(&random) }
  }
}

extension RandomCase {
  /// The smallest case found that still fails, by leaving out one thing at a time.
  public func shrunk(while fails: (RandomCase) -> Bool) -> RandomCase {
    var smallest = self
    while let smaller = smallest.simpler.first(where: fails) { smallest = smaller }
    return smallest
  }

  /// The same for a question that takes a while to answer.
  public func shrunk(while fails: (RandomCase) async throws -> Bool) async rethrows -> RandomCase {
    var smallest = self
    var candidates = smallest.simpler[...]
    while let candidate = candidates.popFirst() {
      if try await fails(candidate) {
        smallest = candidate
        candidates = smallest.simpler[...]
      }
    }
    return smallest
  }

  /// The same without one entry, or with one a little simpler, or under a simpler definition.
  private var simpler: [RandomCase] {
    let logs = log.entries.indices.map { index in changed { $0.log.entries.remove(at: index) } }
    let entries = log.entries.indices.flatMap { index in
      log.entries[index].simpler.map { entry in changed { $0.log.entries[index] = entry } }
    }
    let definitions = definition.simpler.map { definition in changed { $0.definition = definition } }
    let zone = log.zone == "UTC" ? [] : [changed { $0.log.zone = "UTC" }]
    return logs + definitions + entries + zone
  }

  private func changed(_ change: (inout RandomCase) -> Void) -> RandomCase {
    var copy = self
    change(&copy)
    return copy
  }
}

extension NaiveLog {
  /// The days between two of its facts, at least one.
  fileprivate func distance(_ random: inout SplitMix64) -> Int {
    let days = entries.flatMap(\.daysNamed)
    guard !days.isEmpty else { return 1 }
    return max(1, abs(random.one(of: days) - random.one(of: days)))
  }
}

extension NaiveEntry {
  /// As they are written, whatever the zone makes of them.
  fileprivate var daysNamed: [Day] {
    switch content {
    case .record(let row, _):
      [receivedDay]
        + ([row.createdAt, row.updatedAt].compactMap { $0 } + Stage.allCases.compactMap { row.stageDates[$0] })
        .map(\.dayNamed)
    case .event(let event, _): [event.at.dayNamed]
    case .deal(let deal): [deal.closedAt].compactMap { $0?.dayNamed }
    case .alias, .ban: [receivedDay]
    }
  }
}

extension Stamp {
  fileprivate var dayNamed: Day {
    switch self {
    case .date(let day): day
    case .instant(let time), .local(let time): Day(clamping: Int(time / 86_400_000_000))
    }
  }
}

extension NaiveEntry {
  /// Entries that say a little less.
  fileprivate var simpler: [NaiveEntry] {
    let fewerKeys = keys.count < 2 ? [] : keys.indices.map { index in changed { $0.keys.remove(at: index) } }
    return fewerKeys + contents.map { content in changed { $0.content = content } }
  }

  private var contents: [Content] {
    switch content {
    case .record(let row, let account):
      row.simpler.map { .record($0, account: account) }
        + account.keys.sorted().map { name in .record(row, account: account.filter { $0.key != name }) }
    case .event(let event, let messageID):
      event.simpler.map { .event($0, messageID: messageID) } + (messageID == nil ? [] : [.event(event, messageID: nil)])
    case .deal, .alias, .ban: []
    }
  }

  private func changed(_ change: (inout NaiveEntry) -> Void) -> NaiveEntry {
    var copy = self
    change(&copy)
    return copy
  }
}

extension RecordFact {
  fileprivate var simpler: [RecordFact] {
    var all: [RecordFact] = []
    func add(if holds: Bool, _ change: (inout RecordFact) -> Void) {
      guard holds else { return }
      var copy = self
      change(&copy)
      all.append(copy)
    }
    add(if: createdAt != nil) { $0.createdAt = nil }
    add(if: updatedAt != nil) { $0.updatedAt = nil }
    add(if: stage != nil) { $0.stage = nil }
    add(if: channel != nil) { $0.channel = nil }
    for name in attributes.keys.sorted() { add(if: true) { $0.attributes[name] = nil } }
    for stage in stageDates.keys { add(if: true) { $0.stageDates[stage] = nil } }
    return all
  }
}

extension EventFact {
  fileprivate var simpler: [EventFact] {
    var all: [EventFact] = []
    for name in properties.keys.sorted() where name != "to" {
      var copy = self
      copy.properties[name] = nil
      all.append(copy)
    }
    if channel != nil {
      var copy = self
      copy.channel = nil
      all.append(copy)
    }
    return all
  }
}
