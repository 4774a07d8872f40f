import Engine
import Foundation
import Intake
import LibPQ
import MigratedDatabase
import SQLCatalog
import TestSupport
import Testing
import Workers

@testable import Store

/// What an import finds does not depend on how full the log was when its statements were planned.
@Suite struct StalePlanTests {
  static let definition = "name: visitors\nqualified:\n  intent: events(\"page_view\").exists()\n"

  private static func file(_ people: Range<Int>) -> String {
    "email,type,occurred_at\n" + people.map { "p\($0)@acme.test,page_view,2026-01-10\n" }.joined()
  }

  /// A statement that a connection knows well is planned once, for any number of rows, and again only when a vacuum comes by: of a
  /// log that the last one has found empty, so as to read all of it for each look-up, whatever has come in since.
  @Test func anImportIntoALogThatWasEmptyReadsNoTableThroughForEachRow() async throws {
    try await withMigration { migrated in
      let database = migrated.open()
      let client = try await Client.make(definition: Self.definition, in: database, migrated.place)
      for round in 0..<8 { try await client.take(.events, text: Self.file(round * 100..<round * 100 + 100)) }
      let administrator = try await Connection.open(migrated.place.conninfo)
      try await administrator.simple(
        "truncate core.event, core.keyring, core.identity, core.lead, core.dirty, core.account, core.import")
      try await administrator.simple("vacuum (analyze) core.event, core.keyring, core.identity, core.lead, core.dirty")
      for round in 10..<13 { try await client.take(.events, text: Self.file(round * 2_000..<round * 2_000 + 2_000)) }
      await database.close()
      try await administrator.untilTheServiceHasGone()
      let read = try await administrator.query(
        """
        select relname, seq_tup_read from pg_stat_user_tables
        where relname in ('event', 'keyring', 'identity', 'dirty', 'lead') and seq_tup_read > 50000
        """)
      await administrator.close()
      #expect(read.isEmpty, "\(read)")
    }
  }

  /// A plan that is kept for few rows may be made while a table is empty: it goes by an index even then.
  @Test func aPlanForFewRowsReadsNoEmptyTableThrough() async throws {
    try await withMigration { migrated in
      let database = migrated.open()
      let client = try await Client.make(definition: Self.definition, in: database, migrated.place)
      let administrator = try await Connection.open(migrated.place.conninfo)
      try await administrator.simple("vacuum (analyze) core.keyring")
      await administrator.close()
      let id = client.tenant.id
      let text = SQL.Log.keyringsById.withoutComments
        .replacing("$1", with: "\(id.rawValue)").replacing("$2", with: "'{1,2}'")
      let plan = try await database.rework(as: id, isFew: true) { session in try session.query("explain \(text)") }
        .compactMap { $0.first ?? nil }.joined(separator: "\n")
      await database.close()
      #expect(plan.contains("keyring") && !plan.contains("Seq Scan"), "\(plan)")
    }
  }
}
