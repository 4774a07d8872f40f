import Glibc
import LibPQ
import TestSupport
import Testing

/// What libpq can do with a conninfo, we can.
@Suite(.timeLimit(.minutes(30))) struct ConninfoTests {
  @Test func aURIAndTheEnvironmentsDefaultsAreUnderstood() async throws {
    let directory = TestCluster.shared.directory
    let escaped = directory.split(separator: "/").map { "%2F" + $0 }.joined()
    let connection = try await Connection.open("postgresql://postgres@\(escaped):5432/postgres?application_name=as-uri")
    #expect(try await connection.query("show application_name") == [["as-uri"]])
    #expect(try await connect().query("show application_name") == [["headway"]])
    #expect(try await connect().query("show client_encoding") == [["UTF8"]])
  }

  @Test func aServiceFileIsRead() async throws {
    let file = TestCluster.shared.directory + "/services"
    let service = "[headway]\nhost=\(TestCluster.shared.directory)\nport=5432\nuser=postgres\ndbname=postgres\n"
    #expect(try TestCluster.shared.run("printf '%s' '\(service)' >\"$1/services\" && chmod a+r \"$1/services\""))
    // The environment is the process's: another one is asked.
    await #expect(processExitsWith: .success) { [file = file as String] in
      setenv("PGSERVICEFILE", file, 1)
      let connection = try await Connection.open("service=headway application_name=by-service")
      guard try await connection.query("show application_name") == [["by-service"]] else { exit(1) }
    }
  }

  @Test func theHostThatMayBeWrittenToIsFound() async throws {
    let standby = try TestCluster.start(settings: ["default_transaction_read_only": "on"])
    let hosts = "host=\(standby.directory),\(TestCluster.shared.directory) port=5432 user=postgres dbname=postgres"
    let any = try await Connection.open(hosts)
    #expect(try await any.query("show default_transaction_read_only") == [["on"]])
    let writable = try await Connection.open(hosts + " target_session_attrs=read-write")
    #expect(try await writable.query("show default_transaction_read_only") == [["off"]])
  }

  @Test(.enabled(if: access("/usr/bin/openssl", X_OK) == 0, "openssl makes the certificate"))
  func everythingWorksThroughTLS() async throws {
    let port = try freePort()
    let cluster = try TestCluster.start(settings: ["listen_addresses": "127.0.0.1"], port: port)
    #expect(
      try cluster.run(
        """
        cd "$1/data" && openssl req -new -x509 -days 2 -nodes -subj /CN=localhost -out server.crt -keyout server.key \
        && chmod 600 server.key && cp server.crt .. && chmod a+r ../server.crt
        """))
    let admin = try await Connection.open(cluster.conninfo())
    try await admin.simple("alter system set ssl = on")
    try await admin.simple("select pg_reload_conf()")
    let secure =
      "host=localhost hostaddr=127.0.0.1 port=\(port) user=postgres dbname=postgres sslmode=verify-full"
      + " sslrootcert=\(cluster.directory)/server.crt"
    // The postmaster reloads in its own time: until then it offers no TLS.
    var connection: Connection?
    while connection == nil { connection = try? await Connection.open(secure) }
    let encrypted = try #require(connection)
    let uses = "select ssl from pg_stat_ssl where pid = pg_backend_pid()"
    #expect(try await encrypted.query(uses) == [["t"]])
    try await exercise(encrypted, secure)
  }

  /// Large answers, COPY both ways, a cancel, a notification.
  private func exercise(_ connection: Connection, _ conninfo: String) async throws {
    let long = String(repeating: "0123456789", count: 30_000)
    let rows = try await connection.runEach((0..<20).map { Echo(number: $0, text: long) })
    #expect(rows.allSatisfy { $0.first?.text == long })
    try await connection.simple("create temp table t (a int8, b text)")
    try await connection.copyIn("copy t from stdin (format binary)") { writer in
      for id in 0..<50_000 as Range<Int64> {
        try writer.beginRow()
        writer.add(id)
        writer.add("row \(id)")
      }
    }
    #expect(try await connection.copyOut("copy t to stdout") { _ in } == 50_000)
    let late = await failure { _ = try await connection.run(Sleep(seconds: 60), within: .milliseconds(50)) }
    #expect(late == .late(after: .milliseconds(50)))
    let listener = try await Listener.open(conninfo, channels: ["secret"])
    try await connection.simple("notify secret, 'x'")
    #expect(await listener.events.first { _ in true } == .notification(channel: "secret", payload: "x"))
    await listener.close()
  }

  /// A port of the loopback nobody has at the moment.
  private func freePort() throws -> Int {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let found = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    try #require(found)
    return Int(UInt16(bigEndian: address.sin_port))
  }
}

@Suite struct TestClusterTests {
  @Test func aClusterThatIsLetGoOfLeavesNothingBehind() async throws {
    var cluster: TestCluster? = try TestCluster.start()
    let directory = try #require(cluster?.directory)
    let connection = try await Connection.open("host=\(directory) port=5432 user=postgres dbname=postgres")
    cluster = nil
    // The server ends this in its last moment.
    let error = await failure { _ = try await connection.run(Sleep(seconds: 60)) }
    #expect(error?.leavesConnectionSpent == true)
    while access(directory, F_OK) == 0 { await Task.yield() }
  }

  @Test func aTemplateIsBuiltOnceAndCopiedOften() async throws {
    let built = Collected<Int>()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        group.addTask {
          try await TestCluster.shared.template("template_test") { connection in
            built.append(number)
            try await connection.simple("create table thing (id int8); insert into thing values (7)")
          }
          try await withDatabase("copy_\(number)", template: "template_test") { database in
            let connection = try await Connection.open(database.conninfo)
            #expect(try await connection.query("select id from thing") == [["7"]])
            await connection.close()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(built.all.count == 1)
  }
}
