import LibPQ
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(30))) struct TransactionTests {
  private struct Stop: Error, Equatable {}

  @Test func aTransactionCommitsWhenItsBodyReturnsAndRollsBackWhenItThrows() async throws {
    let connection = try await connect()
    try await connection.simple("create temp table t (a int8)")
    let answer = try await connection.transaction { session in
      try session.simple("insert into t values (1), (2)")
      return try session.run(One())
    }
    #expect(answer == [1])
    await #expect(throws: Stop.self) {
      try await connection.transaction { session in
        try session.simple("delete from t")
        throw Stop()
      }
    }
    #expect(try await connection.query("select count(*) from t") == [["2"]])
    #expect(connection.isAtRest)
  }

  @Test func theModeIsWhatTheServerRunsIn() async throws {
    let connection = try await connect()
    let text = """
      select current_setting('transaction_isolation') || ' ' || current_setting('transaction_read_only')
      """
    for (mode, expected) in [
      (TransactionMode.readCommitted, "read committed off"), (.repeatableRead, "repeatable read off"),
      (.serializable, "serializable off"), (.snapshot, "repeatable read on"),
    ] {
      let found = try await connection.transaction(mode) { try $0.query(text) }
      #expect(found == [[expected]])
    }
  }

  @Test func theOpeningStatementsRunInsideAndTheirRefusalEndsIt() async throws {
    struct Enter: Statement {
      static let sql = SQLText(name: "enter", "select set_config('headway.test', $1, true)")
      var value: String
      func bind(_ parameters: inout Parameters) { parameters.add(value) }
    }
    let connection = try await connect()
    let inside = try await connection.transaction(opening: [Enter(value: "x"), One()]) {
      try $0.query("select current_setting('headway.test')")
    }
    #expect(inside == [["x"]])
    #expect(try await connection.query("select current_setting('headway.test')") == [[""]])
    let error = await failure {
      try await connection.transaction(opening: [DivideByZero()]) { (_: inout Session) -> Void in
        Issue.record("ran all the same")
      }
    }
    #expect(error?.server?.sqlstate == "22012" && connection.isAtRest)
  }

  @Test func aSwallowedRefusalCannotCommit() async throws {
    let connection = try await connect()
    let error = await failure {
      try await connection.transaction { session in _ = try? session.run(DivideByZero()) }
    }
    #expect(error?.isRefusal(.inFailedTransaction) == true)
    #expect(connection.isAtRest)
  }

  @Test func aDeferredConstraintSpeaksAtCommit() async throws {
    let connection = try await connect()
    try await connection.simple(
      "create temp table once (id int8 constraint once_is_unique unique deferrable initially deferred)")
    let error = await failure {
      try await connection.transaction { try $0.simple("insert into once values (1), (1)") }
    }
    #expect(error?.isUniqueViolation(constraint: "once_is_unique") == true)
    #expect(error?.isUniqueViolation(constraint: "other") == false)
    #expect(connection.isAtRest)
  }

  @Test func aSavepointUndoesOnlyItsOwn() async throws {
    let connection = try await connect()
    try await connection.simple("create temp table s (a int8 primary key)")
    try await connection.transaction { session in
      try session.simple("insert into s values (1)")
      do {
        try session.savepoint { inner in
          try inner.simple("insert into s values (2)")
          try inner.savepoint { try $0.simple("insert into s values (3)") }
          try inner.simple("insert into s values (1)")
        }
        Issue.record("not refused")
      } catch let error as PostgresError {
        #expect(error.isUniqueViolation())
      }
      try session.savepoint { try $0.simple("insert into s values (4)") }
    }
    #expect(try await connection.query("select a from s order by a") == [["1"], ["4"]])
  }

  @Test func whatTheServerSaysIsKeptFieldByField() async throws {
    let connection = try await connect()
    try await connection.simple(
      "create temp table lead (email text constraint lead_email_is_lowercase check (email = lower(email)))")
    let error = await failure { try await connection.simple("insert into lead values ('A@B')") }
    let server = try #require(error?.server)
    #expect(server.sqlstate == .checkViolation && server.constraint == "lead_email_is_lowercase")
    #expect(server.table == "lead" && server.severity == "ERROR")
    #expect(server.detail?.contains("A@B") == true)
    #expect(error?.description.contains("A@B") == false)
    let typo = await failure { try await connection.simple("select 1 +") }
    #expect(typo?.server?.position == 11)
  }

  @Test func twoThatBlockEachOtherAreToldToRetry() async throws {
    let (one, two) = (try await connect(), try await connect())
    let table = "deadlock_\(await one.processID)"
    try await one.simple("create table \(table) (id int8); insert into \(table) values (1), (2)")
    let processes = (await one.processID, await two.processID)
    async let first = failure { try await cross(one, rows: (1, 2), of: table, once: processes.1) }
    async let second = failure { try await cross(two, rows: (2, 1), of: table, once: processes.0) }
    let errors = [await first, await second].compactMap { $0 }
    #expect(errors.count == 1 && errors.first?.isWorthRetrying == true)
    #expect(one.isAtRest && two.isAtRest)
    try await one.simple("drop table \(table)")
  }

  /// Locks the first row, waits until the other has locked one too, and wants the second.
  private func cross(_ connection: Connection, rows: (Int, Int), of table: String, once other: Int32) async throws {
    let otherHasItsRow = "select count(*) from pg_locks where pid = \(other) and classid = 4713"
    try await connection.transaction { session in
      try session.simple("update \(table) set id = id where id = \(rows.0)")
      try session.simple("select pg_advisory_xact_lock(4713, pg_backend_pid())")
      while try session.query(otherHasItsRow) == [["0"]] {}
      try session.simple("update \(table) set id = id where id = \(rows.1)")
    }
  }
}
