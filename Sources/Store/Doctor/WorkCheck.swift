internal import LibPQ
internal import SQLCatalog

extension Check {
  /// Work is begun when it is due, and none was given up.
  static let work = Check("work") { check, patient in
    guard let health = try await patient.database.asService(WorkHealth()).first else { return [] }
    var findings: [Finding] = []
    if let age = health.oldestDue, age > 300 {
      findings.append(
        .bad(
          check, "a job has waited for a worker for \(spoken(seconds: age))",
          remedy: "see that a worker runs: headway worker, or headway up"))
    }
    if health.quarantined > 0 {
      findings.append(
        .bad(
          check, "\(health.quarantined) jobs took their workers down and were set aside",
          remedy: "headway job list --state quarantined, then headway job retry or discard"))
    }
    if health.dead > 0 {
      findings.append(
        .notable(
          check, "\(health.dead) jobs failed too often and were given up",
          remedy: "headway job list --state dead, then headway job retry or discard"))
    }
    if let age = health.oldestSnapshot, age > 600 {
      findings.append(
        .notable(
          check, "a transaction has been open for \(spoken(seconds: age)); the queue grows slow behind it",
          remedy: "find it in pg_stat_activity by xact_start, and end it"))
    }
    return findings.isEmpty ? [.good(check, "nothing waits for long, nothing was given up")] : findings
  }

  /// What comes by itself comes in time.
  static let schedules = Check("schedules") { check, patient in
    guard let health = try await patient.database.asService(WorkHealth()).first else { return [] }
    guard health.overdueSchedules > 0, let age = health.latestSchedule else {
      return [.good(check, "none is late")]
    }
    return [
      .notable(
        check, "\(health.overdueSchedules) are late, the first by \(spoken(seconds: age))",
        remedy: "see that a worker runs: headway worker, or headway up; what was missed is made up for")
    ]
  }
}

struct WorkHealth: Statement {
  static let sql = SQLText(SQL.Doctor.work)
  struct Row: Sendable {
    var oldestDue: Int64?
    var running: Int64
    var overdueSchedules: Int64
    var latestSchedule: Int64?
    var dead: Int64
    var quarantined: Int64
    var oldestSnapshot: Int64?
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
    Row(
      oldestDue: try row.int64OrNil(), running: try row.int64(), overdueSchedules: try row.int64(),
      latestSchedule: try row.int64OrNil(), dead: try row.int64(), quarantined: try row.int64(),
      oldestSnapshot: try row.int64OrNil())
  }
}
