import LibPQ
public import Store

/// What came of a job's work, as its handler says it.
public enum JobOutcome: Sendable, Hashable {
  /// Done and stored; the job has still to leave.
  case done
  /// Done, and the job left in the transaction that stored it.
  case finished
  /// Nothing can be done now, through no fault of the job: again after a while.
  case again(after: Duration)
}

/// Says how long to wait: what was asked by whoever refused us, a receiver's `Retry-After`.
public protocol SaysWhenToRetry: Error {
  var retryAfter: Duration { get }
}

/// What is to be written down about a job that has come to its end here, as a value.
public enum JobEnding: Sendable, Hashable {
  /// Nothing: it has left, or is not ours any more.
  case nothing
  case finish
  /// Not known whether the transaction that did the work and ended the job happened: look, then decide.
  case look
  case giveBack(after: Duration, failed: String?)

  /// - Parameter chance: In 0..<1, evenly.
  public init(of outcome: Result<JobOutcome, any Error>, job: LeasedJob, chance: Double) {
    switch outcome {
    case .success(.done): self = .finish
    case .success(.finished): self = .nothing
    case .success(.again(let pause)): self = .giveBack(after: pause, failed: nil)
    case .failure(let error): self = Self.ending(of: error, job, chance)
    }
  }

  /// What follows from having looked.
  public static func ending(isStillOurs: Bool) -> JobEnding {
    isStillOurs ? .giveBack(after: .seconds(1), failed: nil) : .nothing
  }

  private static func ending(of error: any Error, _ job: LeasedJob, _ chance: Double) -> JobEnding {
    // Told to stop: it did nothing wrong.
    if error is CancellationError { return .giveBack(after: .zero, failed: nil) }
    if case StoreError.overtaken = error { return .look }
    if case StoreError.tenantNotOpen = error { return .giveBack(after: .seconds(60), failed: nil) }
    if let error = error as? PostgresError {
      switch error {
      case .cancelled: return .giveBack(after: .zero, failed: nil)
      case .unknown, .spent, .busy: return .look
      case .refused, .misread, .late: break
      }
      // A disk that was full for an hour must not have used up ten attempts of everybody's jobs.
      if error.isTroubleOfTheServer { return .giveBack(after: .milliseconds(5_000 + Int(chance * 5_000)), failed: nil) }
      if error.isWorthRetrying { return .giveBack(after: .milliseconds(100 + Int(chance * 900)), failed: nil) }
    }
    let asked = (error as? any SaysWhenToRetry)?.retryAfter
    return .giveBack(
      after: asked ?? pause(afterFailures: job.attempts + 1, chance: chance), failed: "\(error)".firstLine)
  }

  /// Full jitter: anywhere between nothing and a bound that doubles with every failure, up to 15 minutes. So
  /// what failed together does not come back together.
  public static func pause(afterFailures failures: Int, chance: Double) -> Duration {
    let bound = min(900, 1 << min(max(0, failures), 10))
    return .milliseconds(Int(chance * Double(bound) * 1000))
  }
}

extension String {
  /// What fits a row of a table.
  fileprivate var firstLine: String { String((split(whereSeparator: \.isNewline).first ?? "").prefix(500)) }
}
