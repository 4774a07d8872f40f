internal import Definitions
public import Engine
public import LibPQ
internal import SQLCatalog

extension Database {
  /// Writes the digest of today for a tenant whose hour has come, once a day and only where there is
  /// something to say. Source: `Docs/Metrics.md`, section 7.
  ///
  /// Returns the day that is dealt with; `nil` where its hour has not come yet.
  public func digest(of tenant: Tenant, asOf: Day? = nil) async throws -> Day? {
    let opening = Digest.hour
    return try await write(as: tenant.id) { session in
      guard let live = try session.standing(of: tenant.id).live,
        let clock = try session.run(DigestClock(zone: live.zone, hour: opening)).first,
        let today = asOf ?? (clock.isOpen ? clock.today : nil)
      else { return nil }
      let firing = "digest:\(today)"
      guard try session.run(KnownFirings(tenant: tenant.id, firings: [firing])).isEmpty else { return today }
      _ = try session.run(AnswerAsOf(day: today))
      let lines = try session.run(DigestLines(tenant: tenant.id, generation: live.generation))
      let reasons = lines.filter { $0.count > 0 }.map(\.sentence)
      guard !reasons.isEmpty else { return today }
      let alert = NewAlert(
        kind: .digest, firing: firing, headline: "\(tenant.name), the day's digest",
        reason: reasons.joined(separator: "\n"),
        action: "Write to those who cool down, ask what holds the others, call into the companies that grow")
      try session.insert([alert], of: tenant.id, on: today)
      return today
    }
  }
}

private enum Digest {
  /// Of the tenant's day.
  static let hour: Int16 = 8
}

struct DigestClock: Statement {
  static let sql = SQLText(SQL.Alerts.digestClock)
  var zone: String
  var hour: Int16
  func bind(_ parameters: inout Parameters) {
    parameters.add(zone)
    parameters.add(hour)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> (today: Day, isOpen: Bool) {
    (try row.day(), try row.bool())
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
