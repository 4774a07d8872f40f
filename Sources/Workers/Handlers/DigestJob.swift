internal import Engine
internal import Store

/// Writes the digest of the day that is its subject.
struct DigestJob: Sendable {
  let database: Database

  func run(_ job: LeasedJob) async throws -> JobOutcome {
    guard let day = Day(iso: job.subject) else { throw BadSubject(job: job, wanted: "a day") }
    let tenant = try await database.tenants.entered(job.tenant)
    try await database.writeDigest(of: tenant, on: day, ending: job)
    return .finished
  }
}

/// A job whose subject is not what its kind needs.
struct BadSubject: Error, CustomStringConvertible {
  var job: LeasedJob
  var wanted: String
  var description: String { "a job of kind \"\(job.kind.rawValue)\" needs \(wanted), not \"\(job.subject)\"" }
}
