import Synchronization

/// Counts what is observed: the one reader behind `/metrics`.
///
/// A meter's name and labels follow from the event alone, so there are as many series as kinds of work, however
/// many tenants there are.
public final class Meters: Sendable {
  public struct Series: Hashable, Sendable, Comparable {
    public var name: String
    public var labels: [String]

    public static func < (a: Series, b: Series) -> Bool {
      a.name == b.name ? a.labels.lexicographicallyPrecedes(b.labels) : a.name < b.name
    }
  }

  private let counts = Mutex<[Series: Double]>([:])

  public init() {}

  public func observe(_ event: Observed) {
    counts.withLock { counts in
      for (series, amount) in Self.amounts(of: event) { counts[series, default: 0] += amount }
    }
  }

  /// All series by name, as they stand.
  public func read() -> [(series: Series, value: Double)] {
    counts.withLock { counts in counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
  }

  private static func amounts(of event: Observed) -> [(Series, Double)] {
    func one(_ name: String, _ labels: String..., amount: Double = 1) -> (Series, Double) {
      (Series(name: name, labels: labels), amount)
    }
    return switch event {
    case .jobStarted(let kind, _, let waited, _):
      [one("jobs_started_total", kind), one("job_wait_seconds_total", kind, amount: waited.inSeconds)]
    case .jobEnded(let kind, _, let took, let ending, _):
      [
        one("jobs_ended_total", kind, ending.rawValue),
        one("job_run_seconds_total", kind, amount: took.inSeconds),
      ]
    case .fenced(let jobs): [one("worker_fenced_total"), one("jobs_fenced_total", amount: Double(jobs))]
    case .queueUnreachable(let call, _): [one("queue_errors_total", call)]
    case .claimSlow: [one("claims_slow_total")]
    case .schedulesFired(let kind, _, let schedules, let jobs):
      [
        one("schedules_fired_total", kind, amount: Double(schedules)),
        one("scheduled_jobs_total", kind, amount: Double(jobs ?? 0)),
      ]
    case .intakeAnswered(let status): [one("intake_requests_total", String(status))]
    case .intakeFailed: [one("intake_failures_total")]
    case .received(let accepted, let duplicate, let rejected):
      [("accepted", accepted), ("duplicate", duplicate), ("rejected", rejected)].filter { $0.1 > 0 }
        .map { one("intake_messages_total", $0.0, amount: Double($0.1)) }
    case .folded(_, let messages, let refused):
      [
        one("messages_folded_total", amount: Double(messages)),
        one("messages_refused_total", amount: Double(refused)),
      ]
    case .refreshed(_, let leads): [one("leads_refreshed_total", amount: Double(leads))]
    case .restated(_, let leads): [one("leads_restated_total", amount: Double(leads))]
    case .delivered(_, _, let messages): [one("messages_total", "delivered", amount: Double(messages))]
    case .postponed(_, _, let messages, _): [one("messages_total", "postponed", amount: Double(messages))]
    case .givenUp(_, _, let messages, _): [one("messages_total", "given_up", amount: Double(messages))]
    case .published: [one("months_published_total")]
    case .loginsDropped(let count): [one("logins_dropped_total", amount: Double(count))]
    case .standstillsEnded(let count): [one("standstills_ended_total", amount: Double(count))]
    case .workerStarted, .workerDraining, .workerStopped: []
    }
  }
}

extension Duration {
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
