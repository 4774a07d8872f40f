import LibPQ
import TestSupport
import Testing

@Suite struct CopyTests {
  private struct Stop: Error {}

  /// A table that takes ids up to 50,000.
  private func makeTable(_ connection: Connection) async throws {
    try await connection.simple(
      """
      create temp table lead (
        id int8 constraint lead_id_is_small check (id < 50000), name text, day date, days date[])
      """)
  }

  private func rows(in connection: Connection) async throws -> String? {
    try await connection.query("select count(*) from lead").first?.first ?? nil
  }

  private let binaryIn = "copy lead from stdin (format binary)"

  private static func write(_ range: Range<Int64>, _ writer: inout CopyWriter) throws {
    for id in range {
      try writer.beginRow()
      writer.add(id)
      if id % 7 == 0 { writer.addNull(.text) } else { writer.add("name \(id)") }
      writer.addDate(Int32(id % 1000))
      writer.addDates([0, Int32(id % 1000)])
    }
  }

  @Test func binaryRowsGoInAndComeOutAsTheyWere() async throws {
    let connection = try await connect()
    try await makeTable(connection)
    let count = try await connection.copyIn(binaryIn) { try Self.write(0..<50_000, &$0) }
    #expect(count == 50_000)
    let seen = Collected<Int64>()
    let text = "copy (select * from lead order by id) to stdout (format binary)"
    let out = try await connection.copyOutRows(text) { row in
      let id = try row.int64()
      let name = try row.stringOrNil()
      let day = try row.date()
      let days = try row.dates()
      if name == (id % 7 == 0 ? nil : "name \(id)") && Int64(day) == id % 1000 && days == [0, day] { seen.append(id) }
    }
    #expect(out == 50_000)
    #expect(seen.all == (0..<50_000).map { $0 })
  }

  @Test func textGoesInAsWrittenAndEscaped() async throws {
    let connection = try await connect()
    try await makeTable(connection)
    let nasty = "tab\t, newline\n, return\r, backslash \\, \\N, grüß"
    let count = try await connection.copyIn("copy lead (id, name) from stdin") { writer in
      try writer.write("1\tone\n2\t")
      try writer.write("two\n")
      try writer.writeLine(["3", nasty])
      try writer.writeLine(["4", nil])
      try writer.writeLine(["5", "\\N"])
    }
    #expect(count == 5)
    #expect(
      try await connection.query("select name from lead order by id") == [["one"], ["two"], [nasty], [nil], ["\\N"]])
    let lines = Collected<String>()
    try await connection.copyOut("copy (select id, name from lead where id <= 2 order by id) to stdout") { row in
      lines.append(row.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
    }
    #expect(lines.all == ["1\tone\n", "2\ttwo\n"])
  }

  @Test func aRowLargerThanEveryChunkArrivesWhole() async throws {
    let connection = try await connect()
    try await makeTable(connection)
    let large = String(repeating: "0123456789", count: 1_000_000)
    try await connection.copyIn("copy lead (id, name) from stdin (format binary)") { writer in
      for id in 0..<2 as Range<Int64> {
        try writer.beginRow()
        writer.add(id)
        writer.add(large)
      }
    }
    #expect(try await connection.query("select count(*) from lead where length(name) = 10000000") == [["2"]])
  }

  @Test func aRefusalHalfWayLeavesNothingAndTheConnectionFine() async throws {
    let connection = try await connect()
    try await makeTable(connection)
    let error = await failure {
      try await connection.copyIn(self.binaryIn) { try Self.write(49_000..<200_000, &$0) }
    }
    #expect(error?.isCheckViolation(constraint: "lead_id_is_small") == true)
    #expect(try await rows(in: connection) == "0")
    #expect(connection.isAtRest)
    #expect(try await connection.copyIn(binaryIn) { try Self.write(0..<10, &$0) } == 10)
  }

  @Test func aBodyThatThrowsStoresNothingAndItsErrorComesOut() async throws {
    let connection = try await connect()
    try await makeTable(connection)
    await #expect(throws: Stop.self) {
      try await connection.copyIn(self.binaryIn) { writer in
        try Self.write(0..<20_000, &writer)
        throw Stop()
      }
    }
    await #expect(throws: Stop.self) {
      try await connection.copyOut("copy (select generate_series(1, 1000000)) to stdout") { _ in throw Stop() }
    }
    #expect(try await rows(in: connection) == "0")
    #expect(connection.isAtRest)
  }

  @Test func insideASessionARefusedCopyCanBeUndoneAlone() async throws {
    let connection = try await connect()
    try await makeTable(connection)
    try await connection.transaction { session in
      try session.copyIn("copy lead from stdin (format binary)") { try Self.write(0..<10, &$0) }
      do {
        try session.savepoint { inner in
          _ = try inner.copyIn("copy lead from stdin (format binary)") { try Self.write(49_990..<60_000, &$0) }
        }
        Issue.record("not refused")
      } catch let error as PostgresError {
        #expect(error.isCheckViolation())
      }
      var count = 0
      try session.copyOutRows("copy lead to stdout (format binary)") { row in
        for _ in 0..<row.columns { try row.skip() }
        count += 1
      }
      #expect(count == 10)
    }
    #expect(try await rows(in: connection) == "10")
  }

  @Test func theWrongTextForACopyIsRefused() async throws {
    let connection = try await connect()
    try await makeTable(connection)
    let notOne = await failure { try await connection.copyIn("select 1") { _ in } }
    #expect(notOne?.isRefusal(.featureNotSupported) == true)
    let wrongWay = await failure { try await connection.copyIn("copy lead to stdout") { _ in } }
    #expect(wrongWay?.isRefusal(.featureNotSupported) == true)
    let otherWay = await failure { try await connection.copyOut("copy lead from stdin") { _ in } }
    #expect(otherWay != nil)
    let unknown = await failure { try await connection.copyIn("copy nowhere from stdin") { _ in } }
    #expect(unknown?.isRefusal(.undefinedTable) == true)
    let text = await failure { try await connection.copyOutRows("copy (select 1) to stdout") { _ in } }
    #expect(text == .misread(column: 1, wanted: "COPY in the binary format", found: "text"))
    let unread = await failure {
      try await connection.copyOutRows("copy (select 1, 2) to stdout (format binary)") { try $0.skip() }
    }
    #expect(unread == .misread(column: 2, wanted: "the end of the row", found: "a column"))
    #expect(connection.isAtRest)
    #expect(try await connection.run(One()) == [1])
  }

  @Test func aCopyWaitsAsLongAsThingsMoveAndNoLonger() async throws {
    let connection = try await connect(impatient(.seconds(1)))
    // Thirty steps of 50 ms: more than a second in all, never a second without a row.
    let count = try await connection.copyOut(
      "copy (select pg_sleep(0.05), repeat('x', 20000) from generate_series(1, 30)) to stdout"
    ) { _ in }
    #expect(count == 30)
    let error = await failure {
      try await connection.copyOut("copy (select pg_sleep(30)) to stdout") { _ in }
    }
    #expect(error == .late(after: .seconds(1)))
    #expect(try await connection.run(One(), within: .seconds(60)) == [1])
  }
}
