import LibPQ
import TestSupport
import Testing

@Suite struct StatementTests {
  @Test func aStatementAnswersWithWhatWasBound() async throws {
    let connection = try await connect()
    #expect(try await connection.run(One()) == [1])
    #expect(try await connection.run(Echo(number: 7, text: "grüß")) == [Echo(number: 7, text: "grüß")])
    #expect(try await connection.run(Echo()) == [Echo()])
    #expect(try await connection.run(Echo(number: .min, text: "")) == [Echo(number: .min, text: "")])
  }

  @Test func aBatchAnswersInOrderAndTyped() async throws {
    let connection = try await connect()
    let (ones, echoes, none) = try await connection.batch(One(), Echo(number: 3, text: nil), Sleep(seconds: 0))
    #expect(ones == [1] && echoes == [Echo(number: 3, text: nil)] && none.isEmpty)
  }

  @Test func aBatchIsAllOrNothing() async throws {
    let connection = try await connect()
    try await connection.simple("create temp table kept (id int8)")
    struct Insert: Statement {
      typealias Row = Affected
      static let sql = SQLText(name: "insert", "insert into kept select generate_series(1, $1)")
      func bind(_ parameters: inout Parameters) { parameters.add(3 as Int64) }
    }
    let error = await failure { _ = try await connection.batch(Insert(), DivideByZero(), One()) }
    #expect(error?.server?.sqlstate == "22012")
    #expect(try await connection.query("select count(*) from kept") == [["0"]])
    let (affected, _) = try await connection.batch(Insert(), One())
    #expect(affected == [Affected(rows: 3)])
    #expect(try await connection.execute(Insert()) == 3)
  }

  @Test func theSameStatementManyTimesIsOneRoundTripAndKeepsOrder() async throws {
    let connection = try await connect()
    let long = String(repeating: "x", count: 2_000)
    let rows = try await connection.runEach((0..<3_000).map { Echo(number: $0, text: long) })
    #expect(rows.map { $0.first?.number } == (0..<3_000).map { $0 })
    #expect(rows.allSatisfy { $0.first?.text == long })
    #expect(try await connection.runEach([One]()).isEmpty)
  }

  @Test func aDecoderThatDoesNotFitLeavesTheConnectionFine() async throws {
    struct Wrong: Statement {
      static let sql = SQLText(name: "wrong", "select 'x'::text, 1::int8")
      static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.int64() }
    }
    struct Null: Statement {
      static let sql = SQLText(name: "null", "select 1::int8, null::int8")
      static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 {
        _ = try row.int64()
        return try row.int64()
      }
    }
    struct TooShort: Statement {
      static let sql = SQLText(name: "short", "select 1::int8, 2::int8")
      static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.int64() }
    }
    struct TooLong: Statement {
      static let sql = SQLText(name: "long", "select 1::int8")
      static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.int64() + row.int64() }
    }
    struct SameSize: Statement {
      static let sql = SQLText(name: "size", "select 1.5::float8")
      static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.int64() }
    }
    let connection = try await connect()
    let wrong = await failure { _ = try await connection.batch(One(), Wrong(), One()) }
    #expect(wrong == .misread(column: 1, wanted: "int8", found: "text"))
    let null = await failure { _ = try await connection.run(Null()) }
    #expect(null == .misread(column: 2, wanted: "int8", found: "null"))
    let short = await failure { _ = try await connection.run(TooShort()) }
    #expect(short == .misread(column: 2, wanted: "the end of the row", found: "a column"))
    let long = await failure { _ = try await connection.run(TooLong()) }
    #expect(long == .misread(column: 2, wanted: "a column", found: "the end of the row"))
    let size = await failure { _ = try await connection.run(SameSize()) }
    #expect(size == .misread(column: 1, wanted: "int8", found: "float8"))
    #expect(try await connection.run(One()) == [1])
    #expect(connection.isAtRest)
  }

  @Test func aTextOfSeveralStatementsAnswersWithItsLastRows() async throws {
    let connection = try await connect()
    #expect(try await connection.query("select 1, null; select 'x', 2") == [["x", "2"]])
    let error = await failure { try await connection.simple("select 1; copy pg_class to stdout; select 2") }
    #expect(error?.isRefusal(.featureNotSupported) == true)
    let other = await failure { try await connection.simple("create temp table c (a int); copy c from stdin") }
    #expect(other?.isRefusal(.featureNotSupported) == true)
    #expect(try await connection.run(One()) == [1])
  }

  @Test func aTextIsDescribedWithoutBeingRun() async throws {
    let connection = try await connect()
    let shape = try await connection.describe(Echo.sql)
    #expect(shape.parameterOIDs == [PostgresType.int8.oid, PostgresType.text.oid])
    #expect(shape.columns.map(\.typeOID) == [PostgresType.int8.oid, PostgresType.text.oid])
    #expect(Parameters(of: Echo()).typeOIDs == shape.parameterOIDs)
    let error = await failure { _ = try await connection.describe(SQLText(name: "bad", "select nothing")) }
    #expect(error?.server?.sqlstate == "42703" && error?.server?.position == 8)
    #expect(connection.isAtRest)
  }

  @Test func whatTheServerRemarksReachesTheCallback() async throws {
    let heard = Collected<String>()
    var options = ConnectionOptions()
    options.onNotice = { heard.append("\($0.severity): \($0.message)") }
    let connection = try await connect(options)
    try await connection.simple("do $$ begin raise warning 'careful'; end $$")
    #expect(heard.all == ["WARNING: careful"])
  }
}

@Suite struct PreparationTests {
  private let prepared = "select name from pg_prepared_statements order by prepare_time"

  @Test func aTextIsPreparedOnceUnderANameMadeOfItsContent() async throws {
    let connection = try await connect()
    _ = try await connection.batch(One(), One(), Echo())
    _ = try await connection.run(One())
    let names = try await connection.query(prepared).compactMap { $0.first ?? nil }
    #expect(names.count == 2)
    #expect(names.first?.hasPrefix("one_") == true && names.last?.hasPrefix("echo_") == true)
    let other = try await connect()
    _ = try await other.run(One())
    #expect(try await other.query(prepared).first?.first == names.first)
  }

  @Test func theSameTextWithOtherTypesIsAnotherStatement() async throws {
    struct AsText<Value: PostgresValue>: Statement {
      static var sql: SQLText { SQLText(name: "as-text", "select $1::text") }
      var value: Value
      func bind(_ parameters: inout Parameters) { parameters.add(value) }
      static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.string() }
    }
    let connection = try await connect()
    #expect(try await connection.run(AsText(value: 5 as Int64)) == ["5"])
    #expect(try await connection.run(AsText(value: 1.5)) == ["1.5"])
    #expect(try await connection.run(AsText(value: true)) == ["true"])
    #expect(try await connection.query(prepared).count == 3)
  }

  @Test func aStatementThatFailsToPrepareIsPreparedAnewLater() async throws {
    struct Later: Statement {
      static let sql = SQLText(name: "later", "select count(*) from later")
      static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.int64() }
    }
    let connection = try await connect()
    let error = await failure { _ = try await connection.batch(One(), Later(), Echo()) }
    #expect(error?.isRefusal(.undefinedTable) == true)
    try await connection.simple("create temp table later ()")
    let (_, later, _) = try await connection.batch(One(), Later(), Echo())
    #expect(later == [0])
  }

  @Test func aStatementWhoseTableChangedOrThatWasDroppedHealsAfterOneRefusal() async throws {
    struct Star: Statement {
      static let sql = SQLText(name: "star", "select * from changing")
      static func decode(_ row: inout RowReader) throws(PostgresError) -> Int { try count(&row) }
      private static func count(_ row: inout RowReader) throws(PostgresError) -> Int {
        for _ in 0..<row.columns { try row.skip() }
        return row.columns
      }
    }
    let connection = try await connect()
    try await connection.simple("create temp table changing as select 1::int8 as a")
    #expect(try await connection.run(Star()) == [1])
    try await connection.simple("alter table changing add b int8")
    #expect(await failure { _ = try await connection.run(Star()) }?.isRefusal(.featureNotSupported) == true)
    #expect(try await connection.run(Star()) == [2])
    try await connection.simple("deallocate all")
    let gone = await failure { _ = try await connection.run(Star()) }
    #expect(gone?.isRefusal(.undefinedPreparedStatement) == true)
    #expect(try await connection.run(Star()) == [2])
  }

  @Test func behindATransactionPoolerNothingStaysPrepared() async throws {
    var options = ConnectionOptions()
    options.preparesStatements = false
    let connection = try await connect(options)
    let (ones, echoes) = try await connection.batch(One(), Echo(number: 2))
    #expect(ones == [1] && echoes == [Echo(number: 2)])
    #expect(try await connection.run(One()) == [1])
    #expect(try await connection.query(prepared).isEmpty)
  }

  @Test func theNumbersOfTheTypesAreTheServers() async throws {
    let connection = try await connect()
    let types: [PostgresType] = [
      .bool, .bytea, .int8, .int2, .int4, .text, .float8, .date, .timestamp, .timestamptz, .numeric, .uuid, .jsonb,
      .json, .datemultirange,
    ]
    for type in types {
      let found = try await connection.query("select oid, typarray from pg_type where typname = '\(type)'")
      #expect(found == [["\(type.oid)", "\(type.arrayOID)"]], "\(type)")
    }
  }
}
