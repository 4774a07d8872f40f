public import Definitions

/// Makes the timelines of many leads, one after the other, from their rows.
///
/// The rows of one lead may come in any order; those of a bulk read come sorted and cost no
/// sorting. Nothing is allocated per event. Use: ``begin()``, add every row, ``finish(account:)``.
/// The same builder refreshes one lead and rebuilds ten million events, so both agree.
///
/// ```swift
/// var builder = TimelineBuilder(definition, zone: zone)
/// builder.begin()
/// for record in log.records { builder.add(record) }
/// for event in log.events { builder.add(event) }
/// let timeline = builder.finish()
/// ```
public struct TimelineBuilder {
  public let zone: Zone
  public var classifier: EventClassifier
  private(set) var facts: LeadFacts
  /// What the facts came down to when the timeline was made.
  private var reduced: (created: Day, stages: History<Stage>)?
  var sweep: Sweep
  /// By slot of the program's attributes: what the lead's rows said.
  private var claims: [[Claim]]
  let paths: [AttributePath]
  /// What momentum is made of, complete once the timeline is finished: only then are the stage
  /// changes that rows tell known. Empty unless it was asked for.
  public private(set) var activity = Activity()
  private let collectsActivity: Bool

  /// - Parameter collectsActivity: also for a ``MomentumBuilder``, which is given ``activity``.
  public init(_ definition: Definition, zone: Zone, collectsActivity: Bool = false) {
    self.zone = zone
    self.collectsActivity = collectsActivity
    classifier = EventClassifier(definition.program)
    facts = LeadFacts(zone: zone)
    sweep = Sweep(definition)
    paths = definition.program.attributes
    claims = paths.map { _ in [] }
  }

  /// Forgets the lead before, keeping the storage.
  public mutating func begin() {
    classifier.forgetIfFull()
    facts.removeAll()
    reduced = nil
    sweep.removeAll()
    activity.removeAll()
    for slot in claims.indices { claims[slot].removeAll(keepingCapacity: true) }
  }

  /// Attributes that the definition does not ask for may be left out of the row.
  public mutating func add(_ record: RecordFact) {
    let times = RecordTimes(record, in: zone)
    facts.add(record, times, channel: record.channel.map { classifier.code(ofChannel: $0) })
    for slot in paths.indices where paths[slot].root == .lead {
      guard let value = record.attributes[paths[slot].name] else { continue }
      claims[slot].append(Claim(value, record, times))
    }
  }

  public mutating func add(_ event: EventFact) {
    let channel = event.channel.map { classifier.code(ofChannel: $0) }
    add(classifier.classify(event), at: zone.read(event.at), event.arrival, channel: channel)
  }

  /// The compact form of an event, for a caller that has classified it.
  public mutating func add(
    _ event: EventClass, at moment: Moment, _ arrival: Arrival, channel: ChannelCode? = nil
  ) {
    let effect = classifier.effect(of: event)
    facts.add(effect, at: moment, arrival, channel: channel)
    count(effect, at: moment)
  }

  private mutating func count(_ effect: EventEffect, at moment: Moment) {
    sweep.add(effect, on: moment.day)
    if collectsActivity { activity.add(effect, at: moment) }
    for index in effect.queries { sweep.count(classifier.query(index), on: moment.day) }
  }

  public mutating func add(_ deal: DealFact) { facts.add(deal) }

  public mutating func add(_ log: LeadLog) {
    for record in log.records { add(record) }
    for event in log.events { add(event) }
    for deal in log.deals { add(deal) }
  }

  /// The key of the account that the rows added so far give the lead.
  public var accountKey: String? { facts.account.key }

  /// The stages of the lead whose timeline was made last.
  var stageSteps: [History<Stage>.Step] { reduced?.stages.steps ?? [] }

  /// The timeline of the rows added since ``begin()``; `nil` when none of them makes a lead
  /// (a deal alone does not).
  ///
  /// - Parameter account: of the lead's present account, ``accountKey``.
  public mutating func finish(account: AccountHistory? = nil) -> Timeline? {
    guard let channel = start(account: account) else { return nil }
    return sweep.timeline(channel: channel)
  }

  /// The lead behind the timeline that ``finish(account:)`` has just made.
  ///
  /// - Parameter records: those added, with all their attributes.
  public func state(_ records: [RecordFact]) -> LeadState? {
    reduced.map {
      LeadState(
        facts, created: $0.created, stages: $0.stages,
        channel: facts.touch.channel.flatMap { classifier.channel($0) }, records: records)
    }
  }

  /// Brings the sweep to the created day; returns the lead's channel.
  mutating func start(account: AccountHistory?) -> String? {
    if reduced == nil {
      reduced = facts.reduced()
      for change in facts.stageRows {
        // First the class: what is looked up in the classifier must be the one that has learnt it.
        let event = classifier.classify(change.stage)
        count(classifier.effect(of: event), at: change.moment)
      }
      // Here, where its storage is one's own: who is handed a copy would sort a copy.
      activity.settle()
    }
    guard let (created, stages) = reduced else { return nil }
    for step in stages.steps { sweep.add(Sweep.Change(day: step.from, subject: .stage(step.content))) }
    for slot in paths.indices {
      guard let history = history(slot, created: created, account: account) else { continue }
      for step in history.steps {
        sweep.add(Sweep.Change(day: step.from, subject: .attribute(slot, step.content.present)))
      }
    }
    let channel = facts.touch.channel.flatMap { classifier.channel($0) }
    if let channel { sweep.add(Sweep.Change(day: facts.touch.moment.day, subject: .channel(channel))) }
    sweep.start(created: created)
    return channel ?? FirstTouch.unknown
  }

  /// What became of the attribute in a slot; `nil` when nobody said anything.
  func history(_ slot: Int, created: Day, account: AccountHistory?) -> History<Claim>? {
    switch paths[slot].root {
    case .lead:
      claims[slot].isEmpty ? nil : History(of: claims[slot], since: zone.read(.date(created)))
    case .account: account?.attributes[paths[slot].name]
    }
  }
}
