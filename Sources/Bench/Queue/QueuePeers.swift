import Foundation
import LibPQ
import Store

/// Other people's queues.
enum QueuePeers { static let names = ["procrastinate", "pgqueuer"] }

extension InstalledPeers {
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
