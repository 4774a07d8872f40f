internal import Engine
internal import LibPQ
internal import SQLCatalog

extension Check {
  /// Figures follow their facts within a minute.
  static let lag = Check("figures") { check, patient in
    let behind = try await patient.ofEachOpenTenant { TenantLag(tenant: $0.id) }
      .compactMap { tenant, rows in rows.first.map { (tenant: tenant, marks: $0.marks, age: $0.age) } }
      .filter { $0.age > 60 }.sorted { $0.age > $1.age }
    guard let worst = behind.first else { return [.good(check, "computed within a minute of their facts")] }
    let what =
      "behind their facts by \(spoken(seconds: worst.age)) (\(some(behind.map { "\($0.tenant.slug): \($0.marks) to compute" })))"
    let remedy = "see that a worker runs: headway worker, or headway up"
    return [worst.age > 900 ? .bad(check, what, remedy: remedy) : .notable(check, what, remedy: remedy)]
  }
}

/// How many marks wait, and for how many seconds the oldest has.
struct TenantLag: Statement {
  static let sql = SQLText(SQL.Doctor.lag)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> (marks: Int64, age: Int64) {
    (try row.int64(), try row.int64OrNil() ?? 0)
  }
}
