import Chance
import Definitions
import Engine
import NaiveEvaluator

/// The engine and the naive evaluator, asked about the same random case.
struct EngineAnswers {
  let zone: Zone
  let definition: Definition
  let leads: [NaiveLead]
  /// The rows of each lead, as the engine is given them: in no order.
  let logs: [LeadLog]
  let accounts: [AccountHistory]
  /// In the order of ``leads``; `nil` where the engine sees no lead in the rows.
  let timelines: [Timeline?]

  init(_ random: RandomCase) throws {
    definition = try Definition.parse(random.definition.text, file: "random.yaml")
    guard let zone = Zone(iana: random.log.zone), let people = Naive.entriesByLead(of: random.log),
      let leads = Naive.leads(of: random.log, under: definition)
    else { throw UnknownZone(name: random.log.zone) }
    var order = SplitMix64(seed: random.seed)
    self.zone = zone
    self.leads = leads
    logs = people.map { LeadLog($0.shuffled(using: &order)) }
    accounts = leads.map { AccountHistory(random.log.facts(of: $0.account), zone: zone) }
    var builder = TimelineBuilder(definition, zone: zone)
    timelines = zip(logs, accounts).map { builder.timeline(of: $0, account: $1) }
  }
}

struct UnknownZone: Error { let name: String }

extension EngineAnswers {
  /// What the two say differently; a case that cannot be asked is a complaint as well.
  static func complaints(_ random: RandomCase, _ compare: (EngineAnswers) -> [String]) -> [String] {
    do {
      return compare(try EngineAnswers(random))
    } catch {
      return ["\(error)"]
    }
  }
}

extension LeadLog {
  init(_ entries: [NaiveEntry]) {
    self.init()
    for entry in entries {
      switch entry.content {
      case .record(let row, _): records.append(row)
      case .event(let event, _): events.append(event)
      case .deal(let deal): deals.append(deal)
      case .alias, .ban: break
      }
    }
  }
}

extension NaiveLog {
  /// What the log says of an account.
  func facts(of account: String?) -> [AccountFact] {
    entries.compactMap { entry in
      guard let account, case .record(let row, let values) = entry.content, row.accountKey == account else {
        return nil
      }
      return AccountFact(
        arrival: row.arrival, receivedDay: row.receivedDay, source: row.source, updatedAt: row.updatedAt,
        attributes: values)
    }
  }
}

/// Collects what differs.
struct Comparison {
  private(set) var complaints: [String] = []

  mutating func expect<Answer: Equatable>(_ what: String, _ naive: Answer, _ product: Answer) {
    if naive != product { complaints.append("\(what)\n  naive   \(naive)\n  product \(product)") }
  }
}
