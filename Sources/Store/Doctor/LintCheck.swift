internal import LibPQ
internal import SQLCatalog

extension Check {
  /// Policies on every table, nothing granted to a reader that is no view, and whatever else `SQL/Lints` say.
  static let lints = Check("policies") { check, patient in
    let offences: [Offence]
    do {
      offences = try await patient.database.asService(Offences())
    } catch let error as PostgresError where error.isRefusal(.lockNotAvailable) {
      return [blocked(check, by: try await patient.database.asService(TableLocks()))]
    }
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

  /// What could not be looked at is wrong, and whoever is in the way has a name.
  static func blocked(_ check: Check, by locks: [TableLock]) -> Finding {
    // Those that have their table come first; without one, the wait is for somebody who only wants it.
    guard let lock = locks.first else {
      return .bad(
        check, "could not be looked at: somebody had locked a table of Headway's for 5 s, and is gone now",
        remedy: "run this again")
    }
    let tables = locks.filter { $0.process == lock.process }.map(\.relation)
    let others = lock.waitsFor.map { "\($0)" }.joined(separator: ", ")
    return .bad(
      check,
      "could not be looked at: \(lock.session) \(lock.isHeld ? "has locked" : "waits to lock") \(some(tables))"
        + (others.isEmpty ? "" : ", behind process \(others)"),
      remedy: "let it end, or end it: select pg_terminate_backend(\(lock.waitsFor.first ?? lock.process))")
  }
}

struct Offences: Statement {
  static let sql = SQLText(SQL.Doctor.offences)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Offence {
    Offence(lint: try row.string(), offender: try row.string(), offence: try row.string())
  }
}

/// A session that keeps everybody else from a table, or waits to.
struct TableLock: Sendable, Hashable {
  var relation: String
  var process: Int32
  var login: String?
  var program: String?
  /// Whether it has the table; else it waits for it, and all who come later wait behind it.
  var isHeld: Bool
  var waitsFor: [Int32]

  /// `process 4711 (postgres, psql)`.
  var session: String {
    let words = [login, program].compactMap(\.self).filter { !$0.isEmpty }
    return "process \(process)" + (words.isEmpty ? "" : " (\(words.joined(separator: ", ")))")
  }
}

struct TableLocks: Statement {
  static let sql = SQLText(SQL.Doctor.tableLocks)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> TableLock {
    TableLock(
      relation: try row.string(), process: try row.int32(), login: try row.stringOrNil(),
      program: try row.stringOrNil(), isHeld: try row.bool(), waitsFor: try row.int32s())
  }
}

/// How many tables hold tenants' rows, and how many of them are under forced policies.
struct GuardedTables: Statement {
  static let sql = SQLText(SQL.Doctor.tables)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> (all: Int, guarded: Int) {
    (Int(try row.int64()), Int(try row.int64()))
  }
}
