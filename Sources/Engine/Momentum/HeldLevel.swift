import Definitions

extension MomentumQuantities {
  @inline(__always)
  init(_ held: Held<some Any>) {
    self.init(
      gain: Gain(clamping: held.gain), events: Two(recent: held.engagements.recent, before: held.engagements.before),
      depth: Two(recent: held.depths.recent.deepest, before: held.depths.before.deepest))
  }
}

extension RowTables {
  /// What a lead has by itself whose windows hold so much.
  @inline(__always)
  func level(_ held: Held<some Any>) -> OwnMomentum.Level {
    let found = MomentumQuantities(held)
    return OwnMomentum.Level(
      velocity: velocity.points(recent: Int(found.gain.quarters)),
      frequency: frequency.points(recent: found.events.recent, before: found.events.before),
      content: content.points(recent: found.depth.recent, before: found.depth.before),
      gain: found.gain, direction: Direction(recent: held.points.recent, before: held.points.before),
      isRecent: held.presence.recent > 0, wasBefore: held.presence.before > 0)
  }
}

extension Direction {
  @inline(__always)
  init<Points: SignedInteger>(recent: Points, before: Points) {
    if recent == 0 || recent == before {
      self = .stagnating
    } else {
      self = recent > before ? .accelerating : .decelerating
    }
  }
}
