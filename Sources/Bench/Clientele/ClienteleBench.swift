import Foundation
import LibPQ
import Store

/// What is measured on the clients of an agency: a rebuild of everything, and a refresh of what has changed, both
/// against others who compute the same from the same rows.
///
/// Loading takes longer than a run of either, so both share it. For the refresh a tenth of the clients come first: it is
/// measured on them while they are alone and again among all.
struct ClienteleBench {
  let database: BenchDatabase
  let scale: Double
  let parts: Set<Benchmark>
  let peers: PeerFolders?
  let runs: Int
  let say: @Sendable (String) -> Void

  func run() async throws -> [Figure] {
    try await database.run("empty")
    var stored = StoredClientele(in: database)
    do {
      let figures = try await measure(&stored)
      await stored.service.close()
      return figures
    } catch {
      await stored.service.close()
      throw error
    }
  }

  private func measure(_ stored: inout StoredClientele) async throws -> [Figure] {
    let clientele = Clientele(scale: scale)
    let others = try await RebuildPeers(database: database, folders: peers, say: say)
    guard parts.contains(.refresh) else {
      try await stored.add(clientele.clients, say: say)
      return try await rebuild(stored, clientele, others).figures
    }
    var refresh = RefreshBench(clientele: clientele, runs: runs, say: say)
    try await stored.add(clientele.tenth, say: say)
    try await refresh.measureAlone(stored)
    try await stored.add(clientele.rest, say: say)
    let full: RebuildBench.Outcome
    if parts.contains(.rebuild) {
      full = try await rebuild(stored, clientele, others)
    } else {
      full = RebuildBench.Outcome(figures: [], peers: try await others.run(stored, runs: runs))
    }
    return full.figures + (try await refresh.measure(stored, against: full.peers))
  }

  private func rebuild(
    _ stored: StoredClientele, _ clientele: Clientele, _ others: RebuildPeers
  ) async throws -> RebuildBench.Outcome {
    try await RebuildBench(
      database: database, stored: stored, clientele: clientele, others: others, runs: runs, say: say
    ).run()
  }
}
