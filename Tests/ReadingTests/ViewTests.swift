import LibPQ
import MigratedDatabase
import SQLCatalog
import TestSupport
import Testing

@Suite struct ViewTests {
  /// A view that another stands on takes that one with it, so most are gone before it is their turn.
  @Test func allViewsAreTakenDownBeforeTheyAreMadeAnew() async throws {
    try await withMigratedDatabase { _, place in
      let reset = try #require(SQL.code.first { $0.name == "0300-reset-views" })
      let administrator = try await Connection.open(place.conninfo)
      try await administrator.simple(reset.text)
      let left = try await administrator.query(
        "select count(*) from pg_class where relkind = 'v' and relnamespace in ('report'::regnamespace, 'agency'::regnamespace)"
      )
      await administrator.close()
      #expect(left == [["0"]])
    }
  }
}
