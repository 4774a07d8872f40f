import Definitions

/// An event of a lead, sent or told by a row, with what it does under the definition.
struct ClassifiedEvent {
  let arrival: Arrival
  let day: Day
  let effect: EventEffect
  /// The program's queries that count it.
  let queries: [Int]
}

extension TimelineBuilder {
  /// All events of the log whose timeline was made last, by day.
  mutating func classified(_ log: LeadLog) -> [ClassifiedEvent] {
    let sent = log.events.map { classified(classifier.classify($0), on: zone.read($0.at).day, $0.arrival) }
    let told = facts.stageRows.compactMap { change in
      change.row.map { classified(classifier.classify(change.stage), on: change.moment.day, $0) }
    }
    return (sent + told).sorted { ($0.day, $0.arrival) < ($1.day, $1.arrival) }
  }

  private func classified(_ event: EventClass, on day: Day, _ arrival: Arrival) -> ClassifiedEvent {
    let effect = classifier.effect(of: event)
    return ClassifiedEvent(
      arrival: arrival, day: day, effect: effect, queries: effect.queries.map(classifier.query))
  }
}
