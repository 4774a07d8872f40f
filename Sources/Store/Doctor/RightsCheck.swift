internal import LibPQ
internal import SQLCatalog

extension Check {
  /// The logins that we work with may do what they are for, and no more.
  static let rights = Check("rights") { check, patient in
    let logins = [
      (try await patient.database.asService(LoginRights()).first, ["headway_service"]),
      (try await patient.database.asOperator(LoginRights()).first, []),
    ]
    var findings: [Finding] = []
    for case (let login?, let groups) in logins {
      let tooMany = login.attributes + login.groups.filter { !groups.contains($0) }.map { "member of \($0)" }
      if !tooMany.isEmpty {
        findings.append(
          .bad(
            check, "\(login.name) may too much: \(tooMany.joined(separator: ", "))",
            remedy: "take these rights away as an administrator: alter role, revoke"))
      }
    }
    guard findings.isEmpty else { return findings }
    return [.good(check, "\(logins.compactMap { $0.0?.name }.joined(separator: " and ")) own and bypass nothing")]
  }
}

/// What the login of a connection may.
struct LoginRights: Statement {
  static let sql = SQLText(SQL.Doctor.rights)
  static func decode(
    _ row: inout RowReader
  ) throws(PostgresError) -> (name: String, attributes: [String], groups: [String]) {
    (try row.string(), try row.strings(), try row.strings())
  }
}
