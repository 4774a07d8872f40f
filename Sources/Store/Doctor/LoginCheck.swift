internal import LibPQ
internal import SQLCatalog

extension Check {
  /// Logins whose time has passed are gone: they see nothing any more, and are still roles of the server.
  static let logins = Check("logins") { check, patient in
    let expired = try await patient.database.asOperator(ExpiredLogins())
    guard expired.isEmpty else {
      return [
        .notable(
          check, "expired and not yet dropped: \(some(expired))",
          remedy: "a worker drops them within a minute: headway worker, or headway up")
      ]
    }
    return [.good(check, "none has outlived its time")]
  }
}

struct ExpiredLogins: Statement {
  static let sql = SQLText(SQL.Doctor.expiredLogins)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.string() }
}
