/// Everything that a running Headway says of itself: one list, for logs, for metrics, for tests.
///
/// Plain values, no type of any other module: whoever reads this needs nothing else. A tenant is its slug, or its
/// number where the slug is not known. Nothing here quotes a lead, a key or a secret.
public enum Observed: Sendable, Hashable {
  /// How a job's time with a worker ended.
  public enum Ending: String, Sendable, Hashable, CaseIterable {
    case done
    /// Given back through no fault of its own.
    case again
    case failed
    /// It failed for the last time.
    case dead
    /// Another worker had taken it over.
    case lost
  }

  case workerStarted(name: String, places: Int)
  case workerDraining(jobs: Int)
  case workerStopped
  /// `waited`: from when it was due.
  case jobStarted(kind: String, tenant: String, waited: Duration, attempt: Int)
  case jobEnded(kind: String, tenant: String, took: Duration, ending: Ending, reason: String?)
  /// No word from the database for so long that the worker stopped its jobs by itself.
  case fenced(jobs: Int)
  /// A call to the queue failed; it is made again.
  case queueUnreachable(call: String, reason: String)
  /// A claim took longer than a queue in good health needs: a long transaction somewhere keeps dead rows alive.
  case claimSlow(took: Duration)
  case schedulesFired(kind: String, zone: String?, schedules: Int, jobs: Int?)
  /// A request of a sender was answered.
  case intakeAnswered(status: Int)
  /// Messages could not be stored; their senders were told to send them again.
  case intakeFailed(reason: String)
  /// What became of the messages of a request.
  case received(accepted: Int, duplicate: Int, rejected: Int)
  /// Messages came from the inbox into the log.
  case folded(tenant: String, messages: Int, refused: Int)
  case refreshed(tenant: String, leads: Int)
  /// All of a tenant's figures follow another definition, model or zone now.
  case restated(tenant: String, leads: Int)
  case delivered(tenant: String, sink: String, messages: Int)
  case postponed(tenant: String, sink: String, messages: Int, reason: String)
  case givenUp(tenant: String, sink: String, messages: Int, reason: String)
  case published(tenant: String, month: String)
  /// Their time had passed.
  case loginsDropped(Int)
  /// Sessions of workers that fell silent in the middle of a statement, ended so that others can go on.
  case standstillsEnded(Int)
}

public typealias Observer = @Sendable (Observed) -> Void
