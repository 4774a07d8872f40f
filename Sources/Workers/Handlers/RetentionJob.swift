internal import Store

/// Takes away what is kept for a while only: messages that went out or were given up, rejected rows, jobs that
/// were given up. Never the log.
struct RetentionJob: Sendable {
  let database: Database

  func run(_ job: LeasedJob) async throws -> JobOutcome {
    try await database.retain(of: job.tenant, ending: job)
    return .finished
  }
}
