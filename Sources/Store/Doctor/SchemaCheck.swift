internal import SQLCatalog

extension Check {
  /// Migrations and code are those of this binary.
  static let schema = Check("schema") { check, patient in
    do {
      try await patient.database.checkSchema()
    } catch StoreError.notMigrated(let reason) {
      return [.bad(check, reason, remedy: "headway migrate")]
    }
    return [.good(check, "\(SQL.migrations.count) migrations, the last \(SQL.migrations.last?.name ?? "none")")]
  }
}
