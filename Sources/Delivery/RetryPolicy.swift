public import Store

/// When a message is tried again, when it is given up, and when its sink rests.
///
/// A value that decides from what it is given: no clock, no chance, no database. Times are
/// microseconds since 1970, lengths are seconds. The reasons for the numbers:
/// `Docs/Decisions/0008-alerts-are-sent-at-least-once.md`.
public struct RetryPolicy: Sendable, Hashable {
  /// The first pause is up to so long, each one after it up to twice the one before, up to `longest`.
  public var first: Int64 = 5
  public var longest: Int64 = 6 * 3600
  /// After so long a message is given up.
  public var patience: Int64 = 3 * 86_400
  /// A sink rests from this many failures in a row on: a minute, twice as long after each one more.
  public var tolerated = 5
  public var firstRest: Int64 = 60
  public var longestRest: Int64 = 1800

  public init() {}

  /// What an outcome makes of a message and its sink.
  ///
  /// - Parameter chance: In 0..<1, evenly: full jitter, so that the messages of one failure do not come back at once.
  public func result(of outcome: AttemptOutcome, for message: LeasedMessage, at now: Int64, chance: Double)
    -> DeliveryResult
  {
    switch outcome {
    case .delivered:
      return .delivered
    case .failed(let reason, _) where message.alert.kind == "test",
      .refused(let reason) where message.alert.kind == "test":
      return .failedTest(reason: reason)
    case .refused(let reason):
      return .dead(rest: rest(after: message.sink.failures + 1, at: now), reason: reason)
    case .gone(let reason):
      return .gone(reason: reason)
    case .failed(let reason, let notBefore):
      let asked = notBefore.map { now + min(max($0, 1), longest) * Self.second }
      let rest = [rest(after: message.sink.failures + 1, at: now), asked].compactMap { $0 }.max()
      guard now - message.createdAt < patience * Self.second else {
        return .expired(
          since: now - patience * Self.second, rest: rest,
          reason: "given up after \(patience / 3600) hours and \(message.attempt) attempts; last, \(reason)")
      }
      let next = now + pause(after: message.attempt, chance: chance)
      return .postponed(until: max(next, asked ?? next), rest: rest, reason: reason)
    }
  }

  /// Microseconds, at least a second: chance may be next to nothing.
  private func pause(after attempt: Int32, chance: Double) -> Int64 {
    let most = doubled(first, times: Int(attempt) - 1, most: longest) * Self.second
    return max(Self.second, Int64(Double(most) * min(max(chance, 0), 1)))
  }

  private func rest(after failures: Int, at now: Int64) -> Int64? {
    guard failures >= tolerated else { return nil }
    return now + doubled(firstRest, times: failures - tolerated, most: longestRest) * Self.second
  }

  private func doubled(_ length: Int64, times: Int, most: Int64) -> Int64 {
    times >= 32 ? most : min(most, length << Int64(max(0, times)))
  }

  private static let second: Int64 = 1_000_000
}
