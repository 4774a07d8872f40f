import LibPQ
import TestSupport
import Testing

struct One: Statement {
  static let sql = SQLText(name: "one", "select 1::int8")
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.int64() }
}

struct Echo: Statement {
  static let sql = SQLText(name: "echo", "select $1::int8, $2::text")
  var number: Int64?
  var text: String?
  func bind(_ parameters: inout Parameters) {
    parameters.add(number)
    parameters.add(text)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Echo {
    Echo(number: try row.int64OrNil(), text: try row.stringOrNil())
  }
}

@Suite struct CoreTests {
  @Test func aStatementComesBackWithWhatWasBound() async throws {
    let connection = try await Connection.open(TestCluster.shared.conninfo())
    #expect(try await connection.run(One()) == [1])
    let rows = try await connection.run(Echo(number: 7, text: "grüß"))
    #expect(rows.first?.number == 7 && rows.first?.text == "grüß")
    let (a, b, c) = try await connection.batch(One(), Echo(number: nil, text: nil), One())
    #expect(a == [1] && c == [1] && b.first?.number == nil)
    #expect(try await connection.query("select 1, null; select 'x', 2") == [["x", "2"]])
  }

  @Test func aTransactionCommitsAndRollsBack() async throws {
    let connection = try await Connection.open(TestCluster.shared.conninfo())
    try await connection.simple("create temp table t (a int8, b text)")
    let n = try await connection.transaction(opening: [One()]) { session in
      try session.copyIn("copy t from stdin (format binary)") { writer in
        for i in 0..<100_000 {
          try writer.beginRow()
          writer.add(Int64(i))
          writer.add("row \(i)")
        }
      }
    }
    #expect(n == 100_000)
    struct Stop: Error {}
    await #expect(throws: Stop.self) {
      try await connection.transaction { session in
        try session.simple("delete from t")
        throw Stop()
      }
    }
    #expect(try await connection.query("select count(*) from t") == [["100000"]])
    let counted = try await connection.transaction { session in
      var sum: Int64 = 0
      let n = try session.copyOutRows("copy t to stdout (format binary)") { row in
        sum += try row.int64()
        try row.skip()
      }
      return (Int64(n), sum)
    }
    #expect(counted.0 == 100_000 && counted.1 == 4_999_950_000)
    let error = await #expect(throws: PostgresError.self) { try await connection.simple("select 1/0") }
    #expect(error?.server?.sqlstate == "22012")
    let pool = Pool(TestCluster.shared.conninfo(), size: 2)
    #expect(try await pool.run(One()) == [1])
    await pool.close()
  }
}
