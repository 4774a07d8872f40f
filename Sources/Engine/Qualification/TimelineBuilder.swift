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
  private var facts: LeadFacts
  /// What the facts came down to when the timeline was made.
  private var reduced: (created: Day, stages: History<Stage>)?
  var sweep: Sweep
  /// By slot of the program's attributes: what the lead's rows said.
  private var claims: [[Claim]]
  let paths: [AttributePath]

  public init(_ definition: Definition, zone: Zone) {
    self.zone = zone
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
    sweep.removeAll()
    for slot in claims.indices { claims[slot].removeAll(keepingCapacity: true) }
  }

  /// Attributes that the definition does not ask for may be left out of the row.
  public mutating func add(_ record: RecordFact) {
    facts.add(record, channel: record.channel.map { classifier.code(ofChannel: $0) })
    for slot in paths.indices where paths[slot].root == .lead {
      if let claim = Claim(record, of: paths[slot].name, in: zone) { claims[slot].append(claim) }
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
    sweep.add(effect, counted: classifier.counted[effect.queries], on: moment.day)
  }

  public mutating func add(_ deal: DealFact) { facts.add(deal) }

  public mutating func add(_ log: LeadLog) {
    for record in log.records { add(record) }
    for event in log.events { add(event) }
    for deal in log.deals { add(deal) }
  }

  /// The key of the account that the rows added so far give the lead.
  public var accountKey: String? { facts.account.key }

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
        channel: facts.touch.channel.flatMap { classifier.channels[$0.rawValue] }, records: records)
    }
  }

  /// Brings the sweep to the created day; returns the lead's channel.
  mutating func start(account: AccountHistory?) -> String? {
    reduced = facts.reduced()
    guard let (created, stages) = reduced else { return nil }
    let since = zone.read(.date(created))
    for (slot, path) in paths.enumerated() {
      switch path.root {
      case .lead:
        if !claims[slot].isEmpty { sweep.setAttribute(slot, History(of: claims[slot], since: since)) }
      case .account:
        if let history = account?.attributes[path.name] { sweep.setAttribute(slot, history) }
      }
    }
    let channel = facts.touch.channel.flatMap { classifier.channels[$0.rawValue] }
    sweep.start(created: created, stages: stages, channel: channel.map { ($0, from: facts.touch.moment.day) })
    return channel ?? FirstTouch.unknown
  }
}
