/// Decides what a listener does next. Touches no connection, no task, no clock.
struct ListenerMachine {
  enum Event: Equatable {
    case connected
    /// Connecting failed; the number between 0 and 1 spreads listeners out.
    case failed(jitter: Double)
    case lost(jitter: Double)
    case rested
    case stopRequested
  }

  enum Action: Equatable {
    /// Read notifications; when this is not the first connection, report a gap before.
    case watch(afterGap: Bool)
    case rest(Duration)
    case connect
    case end
  }

  private var failures = 0
  private var hasListened = false
  private var isStopped = false

  mutating func handle(_ event: Event) -> Action {
    if event == .stopRequested { isStopped = true }
    if isStopped { return .end }
    switch event {
    case .connected:
      defer { (hasListened, failures) = (true, 0) }
      return .watch(afterGap: hasListened)
    case .failed(let jitter), .lost(let jitter):
      defer { failures += 1 }
      return .rest(Self.pause(after: failures, jitter))
    case .rested: return .connect
    case .stopRequested: return .end
    }
  }

  /// Anything up to 0.1 s, 0.2 s, … 5 s: a server that comes back is not met by all its
  /// listeners at once, and not kept waiting long.
  private static func pause(after failures: Int, _ jitter: Double) -> Duration {
    let ceiling = min(5_000.0, 100.0 * Double(1 << min(failures, 10)))
    return .milliseconds(ceiling * min(max(jitter, 0), 1))
  }
}
