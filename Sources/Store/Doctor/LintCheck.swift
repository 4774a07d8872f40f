internal import LibPQ
internal import SQLCatalog

extension Check {
  /// Policies on every table, nothing granted to a reader that is no view, and whatever else `SQL/Lints` say.
  static let lints = Check("policies") { check, patient in
    let offences = try await patient.database.asService(Offences())
    guard offences.isEmpty else {
      return offences.map { offence in
        .bad(
          check, "\(offence.offender): \(offence.offence) (lint \(offence.lint))",
          remedy: "take back what was changed by hand; headway migrate says whether it is right")
      }
    }
    let tables = try await patient.database.asService(GuardedTables()).first ?? (0, 0)
    guard tables.all == tables.guarded else {
      return [
        .bad(
          check, "\(tables.all - tables.guarded) of \(tables.all) tables have no forced policy",
          remedy: "headway migrate")
      ]
    }
    return [.good(check, "on all \(tables.all) tables; \(SQL.lints.count) lints find nothing")]
  }
}

struct Offences: Statement {
  static let sql = SQLText(SQL.Doctor.offences)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Offence {
    Offence(lint: try row.string(), offender: try row.string(), offence: try row.string())
  }
}

/// How many tables hold tenants' rows, and how many of them are under forced policies.
struct GuardedTables: Statement {
  static let sql = SQLText(SQL.Doctor.tables)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> (all: Int, guarded: Int) {
    (Int(try row.int64()), Int(try row.int64()))
  }
}
