import Observation
import Synchronization
import Terminal

extension Console {
  /// What somebody who watches a worker wants to know, in a line each.
  func tell(_ event: Observed) {
    func messages(_ count: Int) -> String { count == 1 ? "a message" : "\(count) messages" }
    switch event {
    case .refreshed(let tenant, let leads): say("\(tenant): computed \(leads) leads")
    case .restated(let tenant, let leads): say("\(tenant): computed all \(leads) leads anew")
    case .loginsDropped(let count):
      say("dropped \(count == 1 ? "a login" : "\(count) logins") that had expired")
    case .standstillsEnded(let count):
      warn("ended \(count == 1 ? "a session" : "\(count) sessions") of workers that had stood still for a minute")
    case .published(let tenant, let month): say("\(tenant): published \(month)")
    case .delivered(let tenant, let sink, let count): say("\(tenant): delivered \(messages(count)) to \(sink)")
    case .postponed(let tenant, let sink, let count, let reason):
      warn("\(tenant): \(messages(count)) did not reach \(sink), trying again; \(reason)")
    case .givenUp(let tenant, let sink, let count, let reason):
      warn("\(tenant): \(messages(count)) for \(sink) given up; \(reason)")
    case .jobEnded(let kind, let tenant, _, .failed, let reason):
      warn("\(tenant): \(kind) failed, trying again; \(reason ?? "")")
    case .jobEnded(let kind, let tenant, _, .dead, let reason):
      warn("\(tenant): \(kind) failed too often and was given up (headway job list); \(reason ?? "")")
    case .fenced(let jobs): warn("no word from the database for 40 s: \(jobs) jobs stopped")
    case .queueUnreachable(_, let reason): warn("the queue cannot be reached, trying again; \(reason)")
    case .claimSlow(let took):
      warn("handing out work took \(took): a transaction somewhere has been open for long (headway doctor)")
    case .workerStarted, .workerDraining, .workerStopped, .jobStarted, .jobEnded, .schedulesFired, .received,
      .intakeAnswered:
      break
    case .intakeFailed(let reason): warn("messages could not be stored, their senders send them again; \(reason)")
    case .folded(let tenant, let messages, let refused):
      say("\(tenant): took \(messages) messages\(refused > 0 ? ", set \(refused) aside" : "")")
    }
  }
}

/// What one round of a worker came to.
final class WorkTally: Sendable {
  private struct Counts {
    var leads = 0
    var messages = 0
    var published = 0
    var failed = 0
  }
  private let counts = Mutex(Counts())

  func count(_ event: Observed) {
    counts.withLock { counts in
      switch event {
      case .refreshed(_, let leads), .restated(_, let leads): counts.leads += leads
      case .delivered(_, _, let messages): counts.messages += messages
      case .published: counts.published += 1
      case .jobEnded(_, _, _, .failed, _), .jobEnded(_, _, _, .dead, _): counts.failed += 1
      default: break
      }
    }
  }

  var sentence: String {
    let counts = counts.withLock { $0 }
    let parts = [
      (counts.leads, "computed \(counts.leads) leads"), (counts.messages, "delivered \(counts.messages) messages"),
      (counts.published, "published \(counts.published) months"), (counts.failed, "\(counts.failed) jobs failed"),
    ].filter { $0.0 > 0 }.map(\.1)
    return parts.isEmpty ? "nothing was due" : parts.joined(separator: ", ")
  }
}
