/// Collects what a lead's created day depends on.
///
/// Source: `Docs/Metrics.md`, section 2, "Created day".
struct Beginning {
  private var creation: Moment?
  private var firstEvent: Moment?
  private var received: Day?

  /// A given creation time; never `updated_at`.
  mutating func add(creation moment: Moment) { creation = earlier(creation, moment) }

  /// An event other than `stage`.
  mutating func add(event moment: Moment) { firstEvent = earlier(firstEvent, moment) }

  mutating func add(received day: Day) { received = earlier(received, day) }

  /// `nil` when nothing at all is known: there is no such lead.
  func createdDay(firstStageChange: Moment?) -> Day? {
    if let earliest = earlier(creation, firstEvent) { return earliest.day }
    return firstStageChange?.day ?? received
  }
}

func earlier<M: Comparable>(_ a: M?, _ b: M?) -> M? {
  guard let a, let b else { return a ?? b }
  return min(a, b)
}
