import LibPQ
import TestSupport
import Testing

/// Connections that break: each must say so, in time, and never pretend.
@Suite(.timeLimit(.minutes(30))) struct BreakTests {
  @Test func aSessionEndedByTheServerInMidStatementIsSpent() async throws {
    let (connection, admin) = (try await connect(), try await connect())
    let process = await connection.processID
    let task = Task { try await connection.run(Sleep(seconds: 60)) }
    try await until(isRunning(process))
    try await admin.simple("select pg_terminate_backend(\(process))")
    let error = await failure { _ = try await task.value }
    #expect(error == .spent(reason: "terminating connection due to administrator command"))
    #expect(error?.leavesConnectionSpent == true && !connection.isAtRest)
    #expect(await failure { _ = try await connection.run(One()) } == error)
  }

  @Test func aServerKilledInMidStatementLeavesEveryoneSpentAndThePoolRecovers() async throws {
    let cluster = try TestCluster.start()
    let pool = Pool(cluster.conninfo(), size: 4)
    let tasks = (0..<3).map { _ in Task { try await pool.run(Sleep(seconds: 60)) } }
    try await until("select count(*) = 3 from pg_stat_activity where wait_event = 'PgSleep'", on: cluster)
    try cluster.crash()
    for task in tasks {
      let error = await failure { _ = try await task.value }
      guard case .spent = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    let down = await failure { _ = try await pool.run(One()) }
    guard case .spent = down else {
      Issue.record("\(String(describing: down))")
      return
    }
    try cluster.restart()
    #expect(try await pool.run(One()) == [1])
    // Idle connections die too, and are replaced before anyone sees it.
    try cluster.stop()
    try cluster.restart()
    #expect(try await pool.run(One()) == [1])
    await pool.close()
  }

  @Test func aPeerThatGoesSilentIsGivenUpAfterDeadlineAndGrace() async throws {
    let proxy = try Proxy(to: .shared)
    defer { proxy.close() }
    let options = impatient(.milliseconds(100), grace: .milliseconds(100))
    let connection = try await Connection.open(proxy.conninfo(), options: options)
    #expect(try await connection.run(One(), within: .seconds(30)) == [1])
    proxy.goSilent()
    let clock = ContinuousClock()
    let start = clock.now
    let error = await failure { _ = try await connection.run(One()) }
    #expect(error == .spent(reason: "the server neither answered nor stopped in time"))
    // 200 ms on an idle machine; what matters is that it is not TCP's quarter of an hour.
    #expect(clock.now - start < .seconds(20))
  }

  /// What was a primary waits for ever for its standby, which is the primary now.
  @Test func aCommitWithoutAnAnswerIsGivenUpSoonerThanTheWorkBeforeIt() async throws {
    let proxy = try Proxy(to: .shared)
    defer { proxy.close() }
    let options = impatient(.milliseconds(100), grace: .milliseconds(100))
    let connection = try await Connection.open(proxy.conninfo(), options: options)
    let clock = ContinuousClock()
    let start = clock.now
    let error = await failure {
      try await connection.transaction(within: .seconds(30)) { session in
        _ = try session.run(One())
        proxy.goSilent()
      }
    }
    #expect(error == .unknown(reason: "the server neither answered nor stopped in time"))
    #expect(clock.now - start < .seconds(20))
  }

  @Test func aCancelOnASilentPeerComesBackToo() async throws {
    let proxy = try Proxy(to: .shared)
    defer { proxy.close() }
    let connection = try await Connection.open(
      proxy.conninfo(), options: impatient(.seconds(600), grace: .milliseconds(100)))
    let process = await connection.processID
    let task = Task { try await connection.run(Sleep(seconds: 60)) }
    try await until(isRunning(process))
    proxy.goSilent()
    task.cancel()
    let error = await failure { _ = try await task.value }
    #expect(error == .spent(reason: "the server neither answered nor stopped in time"))
  }

  @Test func aPeerThatNeverAnswersWhileConnectingIsGivenUp() async throws {
    let proxy = try Proxy(to: .shared)
    defer { proxy.close() }
    proxy.goSilent()
    var options = ConnectionOptions()
    options.connectPatience = .milliseconds(100)
    let late = await failure { _ = try await Connection.open(proxy.conninfo(), options: options) }
    #expect(late == .late(after: .milliseconds(100)))
    let task = Task { try await Connection.open(proxy.conninfo()) }
    task.cancel()
    #expect(await failure { _ = try await task.value } == .cancelled)
  }

  @Test func aHostThatIsSilentDoesNotHideTheNext() async throws {
    let proxy = try Proxy(to: .shared)
    defer { proxy.close() }
    proxy.goSilent()
    let hosts =
      "host=\(proxy.directory),\(TestCluster.shared.directory) connect_timeout=2 user=postgres dbname=postgres"
    let connection = try await Connection.open(hosts)
    #expect(try await connection.run(One()) == [1])
    let writable = try await Connection.open(hosts + " target_session_attrs=read-write")
    #expect(try await writable.run(One()) == [1])
  }

  @Test func aConnectionCutBetweenCommitAndItsReplyDoesNotKnowTheOutcome() async throws {
    let proxy = try Proxy(to: .shared)
    defer { proxy.close() }
    let witness = try await connect()
    let name = "committed_\(await witness.processID)"
    try await witness.simple("create table \(name) (a int)")
    let connection = try await Connection.open(proxy.conninfo())
    proxy.setCut(.replyTo("commit\0"))
    let error = await failure {
      try await connection.transaction { try $0.simple("insert into \(name) values (1)") }
    }
    guard case .unknown = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.leavesConnectionSpent == true && !connection.isAtRest)
    #expect(try await witness.query("select count(*) from \(name)") == [["1"]])
    try await witness.simple("drop table \(name)")
  }

  @Test func whereverTheConnectionIsCutTheCallerIsToldAndNothingHalfIsKept() async throws {
    let witness = try await connect()
    let name = "cut_\(await witness.processID)"
    try await witness.simple("create table \(name) (a int8)")
    var unknown = 0
    // Every seventh byte of the handshake's and the work's replies.
    for bytes in stride(from: 1, to: 900, by: 7) {
      let proxy = try Proxy(to: .shared, cut: .afterReplies(bytes: bytes))
      defer { proxy.close() }
      let error = await failure {
        let connection = try await Connection.open(proxy.conninfo())
        _ = try await connection.batch(One(), Echo(number: 1, text: "x"))
        _ = try await connection.transaction { session in
          try session.copyIn("copy \(name) from stdin (format binary)") { writer in
            for id in 0..<2 as Range<Int64> {
              try writer.beginRow()
              writer.add(id)
            }
          }
        }
      }
      if case .unknown = error { unknown += 1 }
      #expect(
        error == nil || error?.leavesConnectionSpent == true, "after \(bytes) bytes: \(String(describing: error))")
    }
    #expect(unknown > 0)
    let uneven = "select count(*) filter (where a = 0) = count(*) filter (where a = 1) from \(name)"
    #expect(try await witness.query(uneven) == [["t"]])
    try await witness.simple("drop table \(name)")
  }

  @Test func aClosedConnectionSaysSo() async throws {
    let connection = try await connect()
    await connection.close()
    #expect(await failure { _ = try await connection.run(One()) } == .spent(reason: "it was closed"))
    await connection.close()
  }

  @Test func whoMayNotConnectIsToldWhy() async throws {
    let error = await failure {
      _ = try await Connection.open(TestCluster.shared.conninfo(database: "nowhere"))
    }
    guard case .spent(let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains(#"database "nowhere" does not exist"#))
    let typo = await failure { _ = try await Connection.open("hostt=x") }
    #expect(typo == .spent(reason: #"invalid connection option "hostt""#))
  }

  @Test func aVerifierStandsInForThePassword() async throws {
    let verifier = try SCRAMVerifier.make(password: "geheim")
    #expect(verifier.hasPrefix("SCRAM-SHA-256$4096:") && !verifier.contains("geheim"))
    let admin = try await connect()
    let role = "scram_\(await admin.processID)"
    try await admin.simple("create role \(role) password '\(verifier)'")
    #expect(try await admin.query("select rolpassword from pg_authid where rolname = '\(role)'") == [[verifier]])
    try await admin.simple("drop role \(role)")
  }
}
