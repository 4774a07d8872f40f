public import Foundation
import LibPQ
import Store

/// Other people's queues, each a script that uses one as its users do (`Bench/peers/`).
struct QueuePeers: Sendable {
  /// Where the scripts are.
  let scripts: URL
  /// The Python that has them installed.
  let python: Executable
  let say: @Sendable (String) -> Void

  static let names = ["procrastinate", "pgqueuer"]

  /// Installs them in a folder of the bench's own, unless that has been done.
  ///
  /// - Returns: `nil`, having said why, where they cannot be had: they are missing then, not beaten.
  static func installed(_ peers: PeerFolders?, say: @escaping @Sendable (String) -> Void) async throws -> QueuePeers? {
    guard let peers else {
      say("queue: no peers were asked for, so there is nothing to compare with")
      return nil
    }
    let wanted = peers.scripts.appending(path: "requirements.txt")
    guard let requirements = try? String(contentsOf: wanted, encoding: .utf8) else {
      say(
        "queue: the peers' scripts are not in \(peers.scripts.path), so there is nothing to compare with; "
          + "run this in a checkout of Headway, or name the folder with --peers")
      return nil
    }
    let python = peers.environment.appending(path: "bin/python3")
    let stamp = peers.environment.appending(path: "installed.txt")
    let found = QueuePeers(scripts: peers.scripts, python: Executable(file: python), say: say)
    if (try? String(contentsOf: stamp, encoding: .utf8)) == requirements { return found }
    guard let system = Executable(named: "python3") else {
      say("queue: python3 is missing, so there are no peers to compare with")
      return nil
    }
    do {
      say("queue: installing the peers into \(peers.environment.path)")
      try await system.run(["-m", "venv", "--clear", peers.environment.path])
      try await found.python.run(["-m", "pip", "install", "--quiet", "--requirement", wanted.path])
      try Data(requirements.utf8).write(to: stamp)
      return found
    } catch let failure as Executable.Failed {
      say("queue: the peers could not be installed, so there is nothing to compare with: \(failure.said)")
      return nil
    }
  }

  /// Jobs a second of one of them, in an empty database of its own.
  func rate(of peer: String, in place: Conninfo, jobs: Int, tenants: Int, workers: Int) async throws -> Double {
    let script = scripts.appending(path: "\(peer)_peer.py").path
    let environment = place.environment
    try await python.run([script, "fill", String(jobs), String(tenants)], environment: environment)
    try await place.lending { connection in
      try await connection.simple("vacuum analyze", within: .seconds(120))
      try? await connection.simple("checkpoint", within: .seconds(120))
    }
    let running = try (0..<workers).map { _ in try python.start([script, "work"], environment: environment) }
    return try await withTaskCancellationHandler {
      do {
        for worker in running {
          guard await worker.lines.first(where: { $0 == "ready" }) != nil else {
            try await worker.end()
            throw StoreError.unfit(reason: "a worker of \(peer) ended before it began")
          }
        }
        let start = Date().timeIntervalSince1970
        for worker in running { try worker.tell("go") }
        var (done, last) = (0, start)
        for worker in running {
          let line = await worker.lines.first { _ in true }
          try await worker.end()
          let parts = (line ?? "").split(separator: " ")
          guard parts.count == 2, let time = Double(parts[0]), let count = Int(parts[1]) else {
            throw StoreError.unfit(reason: "a worker of \(peer) said \"\(line ?? "nothing")\"")
          }
          done += count
          if count > 0 { last = max(last, time) }
        }
        guard done == jobs, last > start else {
          throw StoreError.unfit(reason: "\(peer) did \(done) of \(jobs) jobs")
        }
        return Double(jobs) / (last - start)
      } catch {
        for worker in running { worker.stop() }
        throw error
      }
    } onCancel: {
      for worker in running { worker.stop() }
    }
  }
}

/// Where peers come from.
public struct PeerFolders: Sendable {
  /// Their scripts: `Bench/peers` of a checkout.
  public var scripts: URL
  /// The virtual environment that the bench makes for them, and keeps.
  public var environment: URL

  public init(scripts: URL, environment: URL) {
    self.scripts = scripts
    self.environment = environment
  }
}

extension Conninfo {
  /// As libpq and everybody who follows it reads it from the environment.
  fileprivate var environment: [String: String] {
    var variables: [String: String] = [:]
    let names = [
      "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
    ]
    for (keyword, name) in names { if let value = self[keyword] { variables[name] = value } }
    return variables
  }
}
