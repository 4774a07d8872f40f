import Foundation
import Testing

@testable import Store

/// With the system's real PostgreSQL; each test makes a cluster of its own.
@Suite struct EmbeddedClusterTests {
  @Test func itIsDurablePrivateAndAsksForAPassword() async throws {
    try await TemporaryHome.use { home in
      let cluster = home.cluster()
      let connection = try await cluster.start()
      let settings = try await home.ask(
        """
        select string_agg(name || '=' || setting, ' ' order by name) from pg_settings where name in
        ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'data_checksums', 'server_encoding')
        """, connection)
      #expect(
        settings
          == "data_checksums=on fsync=on full_page_writes=on listen_addresses= server_encoding=UTF8 synchronous_commit=on"
      )
      #expect(try await home.ask("select current_database()", connection) == "headway")
      // From the first start on, where this server was built with it.
      #expect(
        try await home.ask(
          "select (setting = 'lz4') = ('lz4' = any (enumvals)) from pg_settings where name = 'wal_compression'",
          connection)
          == "t")
      let wrong = connection.replacing(/password=\w+/, with: "password=wrong")
      let refused = try await home.psql("select 1", wrong).run()
      #expect(refused.status != 0 && refused.output.contains("password authentication failed"))
      let mode = try FileManager.default.attributesOfItem(atPath: try home.layout.password.path)[.posixPermissions]
      #expect(mode as? Int == 0o600)
      #expect(try await cluster.stop() == .stopped)
    }
  }

  @Test func theServerHoldsNothingOpenThatIsOurs() async throws {
    try await TemporaryHome.use { home in
      // As a script does that holds a lock, or a thread that has just made a pipe: open across exec.
      var ends: [Int32] = [0, 0]
      try #require(pipe(&ends) == 0)
      let cluster = home.cluster()
      _ = try await cluster.start()
      close(ends[1])
      let isAtItsEnd = await withCheckedContinuation { done in
        DispatchQueue.global().async { [end = ends[0]] in
          var byte: UInt8 = 0
          done.resume(returning: read(end, &byte, 1) == 0)
        }
      }
      #expect(isAtItsEnd)
      close(ends[0])
      #expect(try await cluster.stop() == .stopped)
    }
  }

  @Test func itStopsInOrderAndKeepsWhatIsThere() async throws {
    try await TemporaryHome.use { home in
      try await withEmbeddedCluster(home: home.folder) { connection in
        _ = try await home.ask("create table kept as select 42 as n", connection)
      }
      #expect(try await home.state() == "shut down")
      try await withEmbeddedCluster(home: home.folder) { connection in
        let kept = try await home.ask("select n from kept", connection)
        #expect(kept == "42")
      }
    }
  }

  @Test func commandsThatBeginAtTheSameTimeShareOneServerAndTheLastStopsIt() async throws {
    try await TemporaryHome.use { home in
      let clusters = (0..<4).map { _ in home.cluster() }
      let processes = try await withThrowingTaskGroup(of: String.self) { group in
        for cluster in clusters {
          group.addTask {
            let connection = try await cluster.start()
            return try await home.ask("select pg_postmaster_start_time()", connection)
          }
        }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(processes.count == 1)
      var departures: [EmbeddedCluster.Departure] = []
      for cluster in clusters { departures.append(try await cluster.stop()) }
      #expect(departures == [.leftToOthers, .leftToOthers, .leftToOthers, .stopped])
      #expect(try await home.state() == "shut down")
    }
  }

  @Test func aCommandThatWasKilledDoesNotKeepTheServerForEver() async throws {
    try await TemporaryHome.use { home in
      // Its locks go with it; the server stays.
      try await forget(home.cluster())
      #expect(try await home.state() == "in production")
      let next = home.cluster()
      _ = try await next.start()
      #expect(try await next.stop() == .stopped)
    }
  }

  @Test func aKilledServerRecoversWhatWasCommitted() async throws {
    try await TemporaryHome.use { home in
      let before = home.cluster()
      let connection = try await before.start()
      _ = try await home.ask("create table kept as select 42 as n", connection)
      #expect(kill(try home.serverProcess(), SIGKILL) == 0)
      let after = home.cluster()
      #expect(try await home.ask("select n from kept", try await after.start()) == "42")
      #expect(try await before.stop() == .leftToOthers)
      #expect(try await after.stop() == .stopped)
    }
  }

  @Test func aLockFileThatNamesAnotherProcessIsNoServer() async throws {
    try await TemporaryHome.use { home in
      try await withEmbeddedCluster(home: home.folder) { _ in }
      // The number of a server that died with its machine, given to somebody else since.
      let stale = "\(getpid())\n\(try home.layout.data.path)\n1700000000\n5432\n"
      let path = try home.layout.data.appending(path: "postmaster.pid").path
      #expect(FileManager.default.createFile(atPath: path, contents: Data(stale.utf8)))
      let cluster = home.cluster()
      #expect(try await home.ask("select 1", try await cluster.start()) == "1")
      #expect(try await cluster.stop() == .stopped)
    }
  }

  @Test func aClusterThatWasHalfMadeIsMadeAnew() async throws {
    try await TemporaryHome.use { home in
      let half = try home.layout.server.appending(path: "data.new")
      try FileManager.default.createDirectory(at: half, withIntermediateDirectories: true)
      try Data("15\n".utf8).write(to: half.appending(path: "PG_VERSION"))
      try await withEmbeddedCluster(home: home.folder) { connection in
        let answer = try await home.ask("select 1", connection)
        #expect(answer == "1")
      }
      #expect(!FileManager.default.fileExists(atPath: half.path))
    }
  }

  @Test func aHomeTooDeepForASocketGetsAShortOne() async throws {
    try await TemporaryHome.use(under: String(repeating: "a-rather-long-name/", count: 6) + "it's a home") { home in
      try await withEmbeddedCluster(home: home.folder) { connection in
        let answer = try await home.ask("select 1", connection)
        #expect(answer == "1")
      }
      let socket = try home.layout.socket.appending(path: ".s.PGSQL.5432").path
      #expect(socket.utf8.count <= ClusterFolder.longestSocketPath)
    }
  }

  private struct Broken: Error {}

  @Test func whatWentWrongInsideIsWhatIsTold() async throws {
    try await TemporaryHome.use { home in
      await #expect(throws: Broken.self) {
        try await withEmbeddedCluster(home: home.folder) { _ in throw Broken() }
      }
      let state = try await home.state()
      #expect(state == "shut down")
    }
  }

  @Test(.enabled(if: geteuid() == 0, "only root has somebody to become"))
  func rootIsNotWhoRunsTheServer() async throws {
    let account = try #require(try Account.ofServer())
    try await TemporaryHome.use(under: "closed/home") { home in
      // A folder above that the server's account may not pass.
      let closed = home.folder.deletingLastPathComponent()
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: closed.path)
      let cluster = home.cluster()
      let connection = try await cluster.start()
      let status = try String(contentsOfFile: "/proc/\(try home.serverProcess())/status", encoding: .utf8)
      #expect(status.contains("Uid:\t\(account.user)\t\(account.user)\t\(account.user)\t\(account.user)"))
      #expect(try home.layout.data.path.hasPrefix("/var/lib/headway/"))
      #expect(try await home.ask("select 1", connection) == "1")
      #expect(try await cluster.stop() == .stopped)
    }
  }

  /// Starts a cluster and drops it without a word, as a process does that is killed.
  private func forget(_ cluster: EmbeddedCluster) async throws { _ = try await cluster.start() }
}
