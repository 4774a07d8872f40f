internal import Engine
internal import LibPQ
internal import SQLCatalog

extension Check {
  /// No import was left in the middle of its file.
  static let imports = Check("imports") { check, patient in
    let findings = try await patient.ofEachOpenTenant { UnfinishedImports(tenant: $0.id) }.flatMap { tenant, rows in
      rows.map { row in
        Finding.notable(
          check, "\(tenant.slug): import \(row.id) of \(row.file) did not end",
          remedy: "import the same file again: it goes on where it stopped")
      }
    }
    return findings.isEmpty ? [.good(check, "every one came to its end")] : findings
  }
}

/// Imports that began an hour ago or longer and have no end.
struct UnfinishedImports: Statement {
  static let sql = SQLText(SQL.Doctor.imports)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> (id: Int32, kind: String, file: String) {
    (try row.int32(), try row.string(), try row.string())
  }
}
