import LibPQ
import MigratedDatabase
import Store
import TestSupport
import Testing

@Suite struct MigratorTests {
  @Test func theLintsReturnNothingOnAMigratedDatabase() async throws {
    try await withMigratedDatabase { _, place in
      let connection = try await Connection.open(place.conninfo)
      #expect(try await Lints.offences(on: connection) == [])
      await connection.close()
    }
  }
}
