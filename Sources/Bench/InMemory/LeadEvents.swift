import Definitions
import Engine

/// The events of many leads as the log's reader hands them to the engine: times as numbers, types and the
/// properties that the definition asks for as codes.
struct LeadEvents {
  /// Asks for a property by a `where` of a query, a pattern, and a `where` of the scoring.
  static let definition = """
    name: bench
    qualified:
      contact: lead.email_verified == true
      fit: lead.title.matches("(?i)vp|chief|head")
      intent: score >= 20 || events("page_view").where(e, e.path.matches("^/(demo|contact)(/|$)")).within(30).count() >= 2
      ready: reached("mql") || idle_days() <= 30
    decay: { idle: 45, age: 180 }
    scoring:
      - { event: page_view, where: 'e.path.startsWith("/pricing")', points: 10, depth: 3 }
      - { event: page_view, points: 1, depth: 1 }
      - { event: case_study, points: 5, depth: 2 }
      - { event: demo_request, points: 20, depth: 4 }
      - { event: unsubscribe, points: -15 }

    """

  static let eventsOfLead = 30

  let definition: Definition
  private(set) var records: [RecordFact] = []
  /// Microseconds since 1970 of every event, those of a lead next to each other and in the order of time.
  private(set) var times: [Int64] = []
  /// Of each event the type and the value of the property that is asked for, as places in the lists below.
  private var types: [Int] = []
  private var values: [Int] = []
  private let kinds = EventKind.all.map(\.name)
  private var texts: [String] = Self.stages + Self.paths

  var count: Int { times.count }

  init(leads count: Int, seed: UInt64 = 1) throws {
    definition = try Definition.parse(Self.definition, file: "bench")
    var chance = SplitMix64(seed: seed)
    let dice = EventKindDice()
    for lead in 0..<count {
      let day = 20_454 + chance.below(180)
      records.append(record(lead, Day(Int32(clamping: day)), &chance))
      var time = Int64(day) * microsecondsInDay
      for _ in 0..<Self.eventsOfLead {
        time += Int64(chance.below(Int(microsecondsInDay) * 8))
        add(dice.draw(&chance).name, at: time, &chance)
      }
    }
  }

  private func record(_ lead: Int, _ day: Day, _ chance: inout SplitMix64) -> RecordFact {
    let titles = ["VP Sales", "Head of Marketing Operations", "Marketing Manager"]
    return RecordFact(
      arrival: Arrival(Int64(lead)), receivedDay: day, source: .file, createdAt: .date(day),
      attributes: ["email_verified": .bool(chance.happens(0.8)), "title": .string(titles[chance.below(3)])])
  }

  /// One visited page in twenty is one that nobody has visited before, so its conditions are evaluated anew.
  private mutating func add(_ type: String, at time: Int64, _ chance: inout SplitMix64) {
    times.append(time)
    types.append(kinds.firstIndex(of: type) ?? 0)
    if type == EventTypes.stage {
      values.append(chance.below(Self.stages.count))
    } else if chance.happens(0.05) {
      values.append(texts.count)
      texts.append("/demo-of-\(texts.count)?session=\(chance.next())")
    } else {
      values.append(Self.stages.count + chance.below(Self.paths.count))
    }
  }

  private static let stages = ["mql", "sql", "opportunity"]
  private static let paths =
    ["/", "/pricing", "/pricing/teams", "/demo", "/contact/sales", "/docs"] + (0..<60).map { "/blog/post-\($0)" }
}

extension LeadEvents {
  /// What the log's reader makes of the events, for one builder.
  struct Coded {
    fileprivate(set) var types: [EventTypeCode] = []
    fileprivate(set) var values: [ValueCode] = []
  }

  @inline(never)
  func coded(for builder: inout TimelineBuilder) -> Coded {
    let kinds = kinds.map { builder.classifier.code(ofType: $0) }
    let texts = texts.map { builder.classifier.code(of: .string($0)) }
    return Coded(types: types.map { kinds[$0] }, values: values.map { texts[$0] })
  }

  static let leadsOfAccount = 5

  /// How many leads have a timeline on which they ever qualify.
  ///
  /// - Parameter momentum: makes that of every lead and account as well, where there is one.
  @inline(never)
  func qualified(
    _ coded: Coded, with builder: inout TimelineBuilder, momentum: inout MomentumBuilder?
  ) -> Int {
    var (found, index, members) = (0, 0, 0)
    var given: [ValueCode] = [.absent]
    for record in records {
      builder.begin()
      builder.add(record)
      for _ in 0..<Self.eventsOfLead {
        given[0] = coded.values[index]
        let event = builder.classifier.classify(coded.types[index], given)
        builder.add(event, at: builder.zone.read(.instant(times[index])), Arrival(Int64(index)))
        index += 1
      }
      if builder.finish()?.spans.isEmpty == false { found += 1 }
      _ = momentum?.add(builder.activity)
      members += 1
      if members == Self.leadsOfAccount {
        _ = momentum?.finish()
        momentum?.begin()
        members = 0
      }
    }
    return found
  }

  @inline(never)
  func sum() -> Int64 {
    var sum: Int64 = 0
    for index in times.indices { sum &+= times[index] &+ Int64(types[index] &+ values[index]) }
    return sum
  }
}
