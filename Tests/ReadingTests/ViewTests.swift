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

  /// One text makes the views of both schemas, but for what names a person.
  @Test func theAgencysViewsNameNobody() async throws {
    try await withMigratedDatabase { _, place in
      let administrator = try await Connection.open(place.conninfo)
      func personal(_ schema: String) async throws -> [String?] {
        try await administrator.query(
          """
          select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
          where c.relkind = 'v' and c.relnamespace = '\(schema)'::regnamespace
            and obj_description(c.oid, 'pg_class') is not null
            and (c.relname, a.attname) not in (('portfolio', 'name'), ('definition', 'name'))
            and a.attname in ('email', 'phone', 'name', 'title', 'attributes', 'headline', 'properties')
          order by 1
          """
        ).map { $0[0] }
      }
      let (agency, report) = (try await personal("agency"), try await personal("report"))
      await administrator.close()
      #expect(agency.isEmpty)
      for view in ["call_queue", "momentum", "quadrant", "reengagement"] { #expect(report.contains("\(view).email")) }
    }
  }
}
