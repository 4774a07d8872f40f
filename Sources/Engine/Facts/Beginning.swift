/// Collects what a lead's created day depends on.
///
/// Source: `Docs/Metrics.md`, section 2, "Created day".
struct Beginning {
  private var creation: Moment?
  private var firstEvent: Moment?
  private var firstStageEvent: Moment?
  private var received: Day?

  /// A given creation time; never `updated_at`.
  mutating func add(creation moment: Moment) { creation = earlier(creation, moment) }

  mutating func add(event moment: Moment, isStage: Bool) {
    if isStage {
      firstStageEvent = earlier(firstStageEvent, moment)
    } else {
      firstEvent = earlier(firstEvent, moment)
    }
  }

  mutating func add(received day: Day) { received = earlier(received, day) }

  /// - Parameter firstStageChange: deals won among them, which date a lead but do not make one.
  /// - Returns: `nil` when no row and no event says that there is such a lead.
  func createdDay(firstStageChange: Moment?) -> Day? {
    if let earliest = earlier(creation, firstEvent) { return earliest.day }
    guard received != nil || firstStageEvent != nil else { return nil }
    // A stage event that names no stage changes nothing, but somebody was there.
    return firstStageChange?.day ?? received ?? firstStageEvent?.day
  }
}

func earlier<M: Comparable>(_ a: M?, _ b: M?) -> M? {
  guard let a, let b else { return a ?? b }
  return min(a, b)
}
