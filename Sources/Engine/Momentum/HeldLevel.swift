import Definitions

extension Held {
  /// Engaged in the stakeholders' recent window.
  @inline(__always)
  var isRecent: Bool { sums.int(.presenceRecent) > 0 }
}

extension MomentumQuantities {
  @inline(__always)
  init(_ held: Held<some LaneSums>) {
    let sums = held.sums
    self.init(
      gain: Gain(clamping: sums.int(.gain)),
      events: Two(recent: sums.int(.eventsRecent), before: sums.int(.eventsBefore)),
      depth: Two(recent: held.depths.recent.deepest, before: held.depths.before.deepest))
  }
}

extension RowTables {
  /// What a lead has by itself whose windows hold so much.
  @inline(__always)
  func level(_ held: Held<some LaneSums>) -> OwnMomentum.Level {
    let found = MomentumQuantities(held)
    return OwnMomentum.Level(
      velocity: velocity.points(recent: Int(found.gain.quarters)),
      frequency: frequency.points(recent: found.events.recent, before: found.events.before),
      content: content.points(recent: found.depth.recent, before: found.depth.before),
      gain: found.gain, direction: held.direction, isRecent: held.isRecent,
      wasBefore: held.sums.int(.presenceBefore) > 0)
  }
}

extension Held {
  @inline(__always)
  fileprivate var direction: Direction {
    let (recent, before) = (sums.sum(.pointsRecent), sums.sum(.pointsBefore))
    if recent == 0 || recent == before { return .stagnating }
    return recent > before ? .accelerating : .decelerating
  }
}
