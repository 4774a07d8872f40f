import Chance
import Definitions

@testable import Engine

/// A lead with everything that can happen to one, close enough together that rules meet.
struct GeneratedLead {
  var log: LeadLog
  var account: [AccountFact]

  init(using random: inout SplitMix64) {
    var arrival: Int64 = 0
    func next() -> Arrival {
      arrival += 1
      return Arrival(arrival)
    }
    func stamp(_ random: inout SplitMix64) -> Stamp {
      let day = Day(20_454 + Int32.random(in: 0..<60, using: &random))
      let time = Int64(day.number) * microsecondsInDay + Int64.random(in: 0..<24, using: &random) * 3_600_000_000
      return [.instant(time), .local(time), .date(day)].randomElement(using: &random) ?? .date(day)
    }
    func maybe<T>(_ random: inout SplitMix64, _ make: (inout SplitMix64) -> T) -> T? {
      Bool.random(using: &random) ? make(&random) : nil
    }
    func pick<T>(_ random: inout SplitMix64, _ choices: [T]) -> T {
      choices[Int.random(in: 0..<choices.count, using: &random)]
    }
    func value(_ random: inout SplitMix64) -> Value {
      pick(&random, [.int(1), .int(9), .string("vp"), .null, .bool(true)])
    }

    log = LeadLog()
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      log.records.append(
        RecordFact(
          arrival: next(), receivedDay: Day(20_454 + Int32.random(in: 20..<80, using: &random)),
          source: pick(&random, [.file, .api]), createdAt: maybe(&random, stamp), updatedAt: maybe(&random, stamp),
          attributes: ["size": value(&random), "title": value(&random)],
          accountKey: maybe(&random) { pick(&$0, ["a.example", "b.example"]) },
          stage: maybe(&random) { pick(&$0, Stage.allCases) },
          stageDates: Dictionary(
            (0..<Int.random(in: 0...2, using: &random)).map { _ in (pick(&random, Stage.allCases), stamp(&random)) },
            uniquingKeysWith: { first, _ in first }),
          channel: maybe(&random) { pick(&$0, ["paid", "inbound"]) }))
    }
    let types = ["page_view", "demo_request", "email_sent", "unsubscribe", "stage", "chat_opened"]
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let type = pick(&random, types)
      log.events.append(
        EventFact(
          arrival: next(), at: stamp(&random), type: type, channel: maybe(&random) { pick(&$0, ["paid", "email"]) },
          properties: [
            "path": .string(pick(&random, ["/pricing", "/", "/blog"])),
            "to": .string(pick(&random, Stage.allCases).name),
          ]))
    }
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      log.deals.append(
        DealFact(
          arrival: next(), dealID: pick(&random, ["x", "y"]), status: pick(&random, [.open, .won, .lost]),
          closedAt: maybe(&random, stamp), updatedAt: maybe(&random, stamp)))
    }
    account = (0..<Int.random(in: 0...2, using: &random)).map { _ in
      AccountFact(
        arrival: next(), receivedDay: Day(20_490), source: pick(&random, [.file, .api]),
        updatedAt: maybe(&random, stamp), attributes: ["employees": .int(Int64.random(in: 0..<100, using: &random))])
    }
  }

  func shuffled(using random: inout SplitMix64) -> GeneratedLead {
    var copy = self
    copy.log.records.shuffle(using: &random)
    copy.log.events.shuffle(using: &random)
    copy.log.deals.shuffle(using: &random)
    copy.account.shuffle(using: &random)
    return copy
  }
}

/// Definitions that between them ask for everything a definition can ask for.
let generatedDefinitions: [Definition] = [
  definition(),
  definition(
    [
      .fit: #"lead.size >= 5 || lead.title == "vp" || (has(account.employees) && account.employees >= 50)"#,
      .intent: #"score >= 4 && events("page_view").where(e, e.path.startsWith("/pricing")).within(9).count() >= 1"#,
      .ready: #"stage != "disqualified" && channel != "email""#,
    ], idle: 12, age: 50,
    scoring: [
      rule("page_view", points: 5, where: #"e.path == "/pricing""#), rule("page_view", points: 1),
      rule("unsubscribe", points: -3), rule("chat_opened", points: 1, engagement: false),
    ]),
  definition([.intent: #"events("page_view", "demo_request").within(5).days() >= 1"#, .ready: #"reached("mql")"#]),
  definition(
    [.intent: "points().within(6) > 2 || age_days() == 11", .ready: "idle_days() < 8 || age_days() >= 40"], idle: 20,
    scoring: [rule("demo_request", points: 3), rule("page_view", points: 1)]),
]
