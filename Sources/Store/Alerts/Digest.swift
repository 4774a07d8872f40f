internal import Definitions
public import Engine
import LibPQ
internal import SQLCatalog

extension Database {
  /// Writes the digest of a day for a tenant, once, and only where there is something to say.
  /// Source: `Docs/Metrics.md`, section 7.
  ///
  /// - Parameter job: Ends in the same transaction.
  public func writeDigest(of tenant: Tenant, on day: Day, ending job: LeasedJob? = nil) async throws {
    try await write(as: tenant.id) { session in
      try session.digest(of: tenant, on: day)
      if let job { try session.finish(job) }
    }
  }
}

extension Session {
  fileprivate mutating func digest(of tenant: Tenant, on day: Day) throws {
    let firing = "digest:\(day)"
    guard let live = try standing(of: tenant.id).live,
      try run(KnownFirings(tenant: tenant.id, firings: [firing])).isEmpty
    else { return }
    _ = try run(AnswerAsOf(day: day))
    let lines = try run(DigestLines(tenant: tenant.id, generation: live.generation))
    let reasons = lines.filter { $0.count > 0 }.map(\.sentence)
    guard !reasons.isEmpty else { return }
    let alert = NewAlert(
      kind: .digest, firing: firing, headline: "\(tenant.name), the day's digest",
      reason: reasons.joined(separator: "\n"),
      action: "Write to those who cool down, ask what holds the others, call into the companies that grow")
    try insert([alert], of: tenant.id, on: day)
  }
}

struct DigestLine: Sendable {
  var kind: String
  var count: Int64
  /// The first five.
  var names: [String]

  var sentence: String {
    let one = count == 1
    let more = count > Int64(names.count) ? " and \(count - Int64(names.count)) more" : ""
    let who = names.joined(separator: ", ") + more
    return switch kind {
    case "cooling": "\(count) \(one ? "lead has" : "leads have") been cooling since yesterday: \(who)"
    case "neutral": "\(count) \(one ? "MQL has" : "MQLs have") not moved for 14 days: \(who)"
    case "growing": "\(count) \(one ? "company has" : "companies have") more people engaging than a month ago: \(who)"
    default: "The band of the lead velocity rate changed in \(who)"
    }
  }
}

struct DigestLines: Statement {
  static let sql = SQLText(SQL.Alerts.digest)
  var tenant: TenantID
  var generation: Int32
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> DigestLine {
    let kind = try row.string()
    let count = try row.int64()
    let names: [String]? = try row.readOrNil()
    return DigestLine(kind: kind, count: count, names: names ?? [])
  }
}
