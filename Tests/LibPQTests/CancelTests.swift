import Chance
import LibPQ
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(60))) struct CancelTests {
  @Test func aCancelledTaskStopsItsStatementAndTheConnectionIsFine() async throws {
    let connection = try await connect()
    let process = await connection.processID
    let task = Task { try await connection.run(Sleep(seconds: 60)) }
    try await until(isRunning(process))
    task.cancel()
    #expect(await failure { _ = try await task.value } == .cancelled)
    #expect(try await connection.run(One()) == [1])
    #expect(connection.isAtRest)
  }

  @Test func aTaskCancelledBeforeSendsNothing() async throws {
    let connection = try await connect()
    try await connection.simple("create temp table t (a int)")
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await connection.simple("insert into t values (1)")
    }
    #expect(await failure { try await task.value } == .cancelled)
    #expect(try await connection.query("select count(*) from t") == [["0"]])
  }

  @Test func aCancelledTransactionIsRolledBack() async throws {
    let connection = try await connect()
    let process = await connection.processID
    try await connection.simple("create temp table t (a int)")
    let task = Task {
      try await connection.transaction { session in
        try session.simple("insert into t values (1)")
        _ = try session.run(Sleep(seconds: 60))
      }
    }
    try await until("select count(*) = 1 from pg_stat_activity where pid = \(process) and wait_event = 'PgSleep'")
    task.cancel()
    #expect(await failure { try await task.value } == .cancelled)
    #expect(connection.isAtRest)
    #expect(try await connection.query("select count(*) from t") == [["0"]])
  }

  @Test func aCancelBetweenTwoStatementsOfATransactionKeepsItFromCommitting() async throws {
    let connection = try await connect()
    try await connection.simple("create temp table t (a int)")
    let task = Task {
      try await connection.transaction { session in
        try session.simple("insert into t values (1)")
        withUnsafeCurrentTask { $0?.cancel() }
      }
    }
    #expect(await failure { try await task.value } == .cancelled)
    #expect(try await connection.query("select count(*) from t") == [["0"]])
  }

  @Test func aCancelThatRacesTheEndNeverHitsTheNextStatement() async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    let outcomes = try await withThrowingTaskGroup(of: (cancelled: Int, finished: Int).self) { group in
      for lane in 0..<4 as Range<UInt64> {
        group.addTask { try await race(rounds: 400, SplitMix64(seed: seed &+ lane), seed) }
      }
      return try await group.reduce((0, 0)) { ($0.0 + $1.cancelled, $0.1 + $1.finished) }
    }
    // A race that is always won by the same side tests nothing.
    #expect(outcomes.0 > 20 && outcomes.1 > 20, "seed \(seed): \(outcomes)")
  }

  /// Cancels at about the moment the statement ends, in or between the statements of a
  /// batch, and at once asks something else of the same connection.
  private func race(
    rounds: Int64, _ random: SplitMix64, _ seed: UInt64
  ) async throws -> (cancelled: Int, finished: Int) {
    var random = random
    // Where all tests run at once, the thread that cancels may wait for its turn.
    let connection = try await connect(impatient(.seconds(60), grace: .seconds(30)))
    var (cancelled, finished) = (0, 0)
    for round in 0..<rounds {
      let length = Double.random(in: 0...0.002, using: &random)
      let task = Task { try await connection.batch(One(), Sleep(seconds: length), Echo(number: round)) }
      let ring = ContinuousClock.now + .seconds(length * Double.random(in: 0.2...1.5, using: &random))
      while ContinuousClock.now < ring { await Task.yield() }
      task.cancel()
      let next = try await connection.run(Echo(number: round, text: "next"))
      #expect(next == [Echo(number: round, text: "next")], "seed \(seed)")
      do {
        let (_, _, echo) = try await task.value
        #expect(echo == [Echo(number: round)], "seed \(seed)")
        finished += 1
      } catch let error as PostgresError {
        #expect(error == .cancelled, "seed \(seed)")
        cancelled += 1
      }
    }
    #expect(connection.isAtRest)
    return (cancelled, finished)
  }

  @Test func aCopyStopsWhenItsTaskIsCancelled() async throws {
    let connection = try await connect()
    try await connection.simple("create temp table t (a int8)")
    let input = Task {
      try await connection.copyIn("copy t from stdin (format binary)") { writer in
        var id: Int64 = 0
        while true {
          try writer.beginRow()
          writer.add(id)
          id += 1
          if id == 100_000 { withUnsafeCurrentTask { $0?.cancel() } }
        }
      }
    }
    #expect(await failure { _ = try await input.value } == .cancelled)
    let output = Task {
      try await connection.copyOut("copy (select generate_series(1, 1000000000)) to stdout") { _ in
        withUnsafeCurrentTask { $0?.cancel() }
      }
    }
    #expect(await failure { _ = try await output.value } == .cancelled)
    #expect(try await connection.query("select count(*) from t") == [["0"]])
  }

  @Test func aStatementThatTakesTooLongIsStoppedAndTheConnectionIsFine() async throws {
    let connection = try await connect()
    let error = await failure { _ = try await connection.run(Sleep(seconds: 60), within: .milliseconds(50)) }
    #expect(error == .late(after: .milliseconds(50)))
    #expect(try await connection.run(One()) == [1])
    let inside = await failure {
      try await connection.transaction { session in
        // The ROLLBACK that follows is not held to this.
        session.patience = .milliseconds(40)
        _ = try session.run(Sleep(seconds: 60))
      }
    }
    #expect(inside == .late(after: .milliseconds(40)))
    #expect(connection.isAtRest)
  }

  @Test func theServersOwnTimeoutIsARefusalNotACancel() async throws {
    let connection = try await connect()
    try await connection.simple("set statement_timeout = 20")
    let error = await failure { _ = try await connection.run(Sleep(seconds: 60)) }
    #expect(error?.isRefusal(.queryCanceled) == true)
    let notice = await failure {
      try await connection.transaction { session in
        try session.simple("set local lock_timeout = 1")
        try session.simple("set local statement_timeout = 0")
        _ = try session.run(One())
      }
    }
    #expect(notice == nil)
  }

  @Test func callsOnOneConnectionTakeTurns() async throws {
    let connection = try await connect()
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<200 as Range<Int64> {
        group.addTask { try await connection.run(Echo(number: number)) == [Echo(number: number)] }
        group.addTask {
          try await connection.transaction { session in
            let first = try session.query("select pg_current_xact_id()")
            _ = try session.run(Echo(number: number))
            return try session.query("select pg_current_xact_id()") == first
          }
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }

  @Test func sixtyBlockedConnectionsStarveNothing() async throws {
    let holder = try await connect()
    let key = await holder.processID
    try await holder.simple("select pg_advisory_lock(4711, \(key))")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<60 {
        group.addTask {
          let connection = try await connect()
          _ = try await connection.query("select pg_advisory_xact_lock(4711, \(key))")
          await connection.close()
        }
      }
      try await until(
        "select count(*) = 60 from pg_locks where classid = 4711 and objid = \(key) and not granted")
      // All sixty are blocked now; the others must not notice.
      let free = try await connect()
      for number in 0..<200 as Range<Int64> {
        #expect(try await free.run(Echo(number: number)) == [Echo(number: number)])
      }
      let sums = await withTaskGroup(of: Int.self) { sums in
        for part in 0..<32 {
          sums.addTask {
            await Task.yield()
            return part
          }
        }
        return await sums.reduce(0, +)
      }
      #expect(sums == 496)
      try await holder.simple("select pg_advisory_unlock(4711, \(key))")
      try await group.waitForAll()
    }
  }
}
