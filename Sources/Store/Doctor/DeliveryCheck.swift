internal import Engine
internal import LibPQ
internal import SQLCatalog

extension Check {
  /// Alerts leave soon, and arrive.
  static let delivery = Check("alerts") { check, patient in
    let backlogs = try await patient.ofEachOpenTenant { Backlog(tenant: $0.id) }
      .compactMap { tenant, rows in rows.first.map { (slug: tenant.slug, backlog: $0) } }
    var findings: [Finding] = []
    let late = backlogs.filter { $0.backlog.waiting > 0 && $0.backlog.age > 900 }
    if !late.isEmpty {
      findings.append(
        .bad(
          check, "due for over 15 min and not sent: \(some(late.map { "\($0.slug): \($0.backlog.waiting)" }))",
          remedy: "see that a worker runs: headway worker, or headway up"))
    }
    for (slug, backlog) in backlogs where !backlog.disabled.isEmpty {
      findings.append(
        .notable(
          check, "\(slug): nothing is sent to \(backlog.disabled.joined(separator: ", "))",
          remedy: "headway sink list \(slug) says why; headway sink set \(slug) FILE"))
    }
    let dead = backlogs.filter { $0.backlog.dead > 0 }
    if !dead.isEmpty {
      findings.append(
        .notable(
          check, "given up in the last 30 days: \(some(dead.map { "\($0.slug): \($0.backlog.dead)" }))",
          remedy: "headway sink list TENANT says why"))
    }
    return findings.isEmpty ? [.good(check, "none waits, none was given up")] : findings
  }
}

/// What is still to be sent, and what could not be.
struct Backlog: Statement {
  static let sql = SQLText(SQL.Doctor.delivery)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Standing {
    Standing(
      waiting: try row.int64(), age: try row.int64OrNil() ?? 0, dead: try row.int64(), disabled: try row.strings())
  }

  struct Standing: Sendable {
    var waiting: Int64
    /// Of the one that has waited longest, in seconds.
    var age: Int64
    var dead: Int64
    /// Names of sinks.
    var disabled: [String]
  }
}
