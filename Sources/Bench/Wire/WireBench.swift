import Engine
import Foundation
import LibPQ
import Store

/// The wrapper around libpq, against the same calls in C, and against what Python's users have.
///
/// All of them are on one connection each, of the service's login, and do the same calls in turn. Rows are read whole and then made
/// values of; what the server takes for them is in everybody's time.
struct WireBench {
  let database: BenchDatabase
  let client: BenchTenant
  let scale: Double
  let peers: PeerFolders?
  let runs: Int
  let say: @Sendable (String) -> Void

  static let peerNames = ["psycopg", "asyncpg"]

  private struct Other {
    var name: String
    var program: RunningProgram
    var seen: [WireCall: Series] = [:]
  }

  func run() async throws -> [Figure] {
    let rows = count(of: .numbers)
    try await database.run("wire")
    try await database.asAdministrator { connection in
      try await connection.simple(
        """
        insert into bench.wire
        select n, n % 1000, n / 7.0, n % 2 = 0, timestamptz '2026-01-01' + n * interval '1 s',
               'lead-' || n, 'came by ' || md5(n::text)
          from generate_series(1, \(rows)) n
        """, within: .seconds(120))
      try await connection.simple("vacuum analyze bench.wire", within: .seconds(120))
    }
    var others = try await start()
    do {
      let figures = try await measure(&others)
      for other in others { other.program.stop() }
      return figures
    } catch {
      for other in others { other.program.stop() }
      throw error
    }
  }

  private func count(of call: WireCall) -> Int { max(100, Int(Double(call.count) * scale)) }

  private func measure(_ others: inout [Other]) async throws -> [Figure] {
    var ours: [WireCall: Series] = [:]
    let connection = try await Connection.open(database.logins.worker.text)
    // One more at first, which counts for nobody: statements are prepared and caches filled.
    for run in 0...runs {
      for call in WireCall.allCases {
        let count = count(of: call)
        let mine = Double(count) / (try await seconds { try await make(call, count, on: connection) })
        if run > 0 { ours[call, default: Series()].add(mine) }
        for place in others.indices {
          let rate = Double(count) / (try await others[place].program.seconds(call, count, client.tenant.id))
          if run > 0 { others[place].seen[call, default: Series()].add(rate) }
        }
      }
      if run > 0 { say("wire: run \(run) of \(runs)") }
    }
    await connection.close()
    return WireCall.allCases.flatMap { call in
      let mine = ours[call] ?? Series()
      func series(_ name: String) -> Series? { others.first { $0.name == name }?.seen[call] }
      return [
        Figure(
          bench: "wire", metric: "\(call.metric), limit: C on libpq", ours: mine, limit: series("C"), goal: call.goal)
      ]
        + Self.peerNames.map {
          Figure(
            bench: "wire", metric: "\(call.metric), peer: \($0)", ours: mine, limit: nil, peer: series($0),
            goal: .atLeast(1))
        }
    }
  }

  private func make(_ call: WireCall, _ count: Int, on connection: Connection) async throws {
    switch call {
    case .numbers: try expect(try await connection.run(ReadNumbers(count: Int64(count))).count, count)
    case .strings: try expect(try await connection.run(ReadStrings(count: Int64(count))).count, count)
    case .one: for _ in 0..<count { try expect(try await connection.run(ReadOne()).count, 1) }
    case .tenant:
      for _ in 0..<count {
        try expect(try await database.service.read(CountMarks(), as: client.tenant.id).count, 1)
      }
    }
  }

  private func expect(_ seen: Int, _ wanted: Int) throws {
    guard seen == wanted else { throw StoreError.unfit(reason: "\(seen) rows came in place of \(wanted)") }
  }

  // MARK: The others

  private func start() async throws -> [Other] {
    var others: [Other] = []
    let environment = database.logins.worker.environment
    func add(_ name: String, _ program: RunningProgram) async throws {
      guard await program.lines.first(where: { $0 == "ready" }) != nil else {
        try await program.end()
        throw StoreError.unfit(reason: "\(name) ended before it began")
      }
      others.append(Other(name: name, program: program))
    }
    if let limit = try await compiledLimit() { try await add("C", try limit.start([], environment: environment)) }
    if let installed = try await InstalledPeers.installed(peers, for: "wire", say: say) {
      for name in Self.peerNames {
        let script = installed.scripts.appending(path: "wire_peer.py").path
        try await add(name, try installed.python.start([script, name], environment: environment))
      }
    }
    return others
  }

  /// `nil`, having said why, where there is no compiler or no libpq to compile with.
  private func compiledLimit() async throws -> Executable? {
    guard let scripts = peers?.scripts, let compiler = Executable(named: "cc") else {
      say("wire: there is no C compiler, so there is no limit to compare with")
      return nil
    }
    let program = database.folder.appending(path: "wire_limit")
    let includes = ["/usr/include/postgresql", "/usr/local/include"].map { "-I\($0)" }
    do {
      try await compiler.run(
        ["-O2"] + includes + ["-o", program.path, scripts.appending(path: "wire_limit.c").path, "-lpq"])
      return Executable(file: program)
    } catch let failure as Executable.Failed {
      say("wire: the limit could not be compiled, so there is nothing to compare with: \(failure.said)")
      return nil
    }
  }
}

extension RunningProgram {
  fileprivate func seconds(_ call: WireCall, _ count: Int, _ tenant: TenantID) async throws -> Double {
    try tell("\(call.rawValue) \(count) \(tenant.rawValue)")
    guard let line = await lines.first(where: { _ in true }), let time = Double(line), time > 0 else {
      try await end()
      throw StoreError.unfit(reason: "a program beside ours ended in the middle of \(call.metric)")
    }
    return time
  }
}
