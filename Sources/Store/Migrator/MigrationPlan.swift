internal import Crypto
internal import Foundation
internal import SQLCatalog

/// What `headway migrate` would do to a database, worked out from what was applied before.
public struct MigrationPlan: Sendable, Hashable {
  /// Migrations still to be applied, in order.
  public var pending: [String]
  /// Functions, policies and views have to be made anew.
  public var codeIsStale: Bool
  /// Logins of the service that are still to be made for this home.
  public var missingLogins: [String]
  /// Logins of the service that the server has not been told all of what it is to give them.
  public var unsetLogins: [String]

  public var isEmpty: Bool { pending.isEmpty && !codeIsStale && missingLogins.isEmpty && unsetLogins.isEmpty }

  /// Changes with any text of the schema: two databases with the same one are made alike.
  public static var schemaChecksum: String { Schema.codeChecksum }
}

/// The texts of `SQL/` as they apply to a database.
enum Schema {
  /// Under this name the ledger keeps the checksum of all re-created code.
  static let codeName = "(code)"

  /// Code in the order it runs: by name; a text with `{schema}` once for clients, once for the agency.
  static let code: [(name: String, text: String)] =
    SQL.code.flatMap { file in
      file.text.contains("{schema}")
        ? ["report", "agency"].map { ("\(file.name) (\($0))", text(file.text, for: $0)) } : [(file.name, file.text)]
    } + [("lints", lintFunction)]

  /// A line that begins with `{report}` is there for clients alone: what is personal the agency's views leave out.
  private static func text(_ text: String, for schema: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { schema == "report" || !$0.hasPrefix("{report}") }.joined(separator: "\n")
      .replacingOccurrences(of: "{report}", with: "").replacingOccurrences(of: "{schema}", with: schema)
  }

  /// The lints as a function, so that the service can have them run at its start: it may read neither the
  /// identity map nor what columns have statistics, and the guard may.
  ///
  /// To say what a policy says, the server takes a lock on its table. Behind somebody's ALTER TABLE it waits as
  /// long as the migrator would, and then `guard.table_locks()` knows whose that is.
  private static let lintFunction: String = {
    let lints = SQL.lints.map { lint in
      "return query select '\(lint.name)', l.offender::text, l.offence::text from (\n\(lint.text)\n) as l;"
    }
    return """
      create or replace function guard.offences() returns table (lint text, offender text, offence text)
      language plpgsql stable security definer
      set search_path = pg_catalog, pg_temp
      set lock_timeout = '5s'
      as $lints$
      #variable_conflict use_column
      begin
      \(lints.joined(separator: "\n"))
      end $lints$;
      alter function guard.offences() owner to headway_guard;
      revoke all on function guard.offences() from public;
      grant execute on function guard.offences() to headway_service;
      """
  }()

  /// Changes with any text of roles, migrations, code and lints.
  static let codeChecksum: String = {
    var hash = SHA256()
    for file in SQL.roles + SQL.migrations + SQL.code + SQL.lints {
      hash.update(data: Data("\(file.name) \(file.sha256)\n".utf8))
    }
    return hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }()

  /// Compares the ledger with the catalogue. Pure: every refusal can be tested without a server.
  static func pending(ledger: [String: String], catalog: [SQLFile]) throws(StoreError) -> [SQLFile] {
    for file in catalog {
      if let applied = ledger[file.name], applied != file.sha256 {
        throw .migrationChanged(file: "SQL/Migrations/\(file.name).sql")
      }
    }
    let known = Set(catalog.map(\.name)).union([codeName])
    if let newer = ledger.keys.filter({ !known.contains($0) }).sorted().last {
      throw .databaseIsNewer(migration: newer)
    }
    return catalog.filter { ledger[$0.name] == nil }
  }
}
