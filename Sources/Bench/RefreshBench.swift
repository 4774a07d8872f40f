import Engine
import Foundation
import LibPQ
import SQLCatalog
import Store
import Workers

/// How long it takes until all reports are right again after some leads have changed, against computing everything.
///
/// A change is a new event of the lead, as the fold of a message leaves it: in the log, with the lead marked. What is
/// measured is the refresh of all clients that have a mark, as a worker does it, until no mark is left.
struct RefreshBench {
  let clientele: Clientele
  let runs: Int
  let say: @Sendable (String) -> Void
  /// Of the same leads, while only a tenth of the clients were there.
  private var alone = Series()

  static let leadsOfScale1 = 1_000
  static let goals = (peers: 0.01, growth: 1.2, linear: 1.1)

  init(clientele: Clientele, runs: Int, say: @escaping @Sendable (String) -> Void) {
    self.clientele = clientele
    self.runs = runs
    self.say = say
  }

  /// Leads that change together; a name of a table.
  private enum Group: String {
    /// Of a tenth of the clients.
    case tenth = "changed_tenth"
    /// Of all of them.
    case all = "changed_all"
    /// Of one client: those with most events, and others with a tenth as many.
    case heavy = "changed_heavy"
    case light = "changed_light"
    /// A lead of the smallest client.
    case one = "changed_one"
  }

  /// The same share of the leads at every scale.
  private var wanted: Int { max(10, clientele.leads * Self.leadsOfScale1 / 500_000) }

  /// With the tenth alone in the database.
  mutating func measureAlone(_ stored: StoredClientele) async throws {
    try await stored.database.run("refresh-leads")
    try await choose(.tenth, "bench.choose_leads(\(wanted))", in: stored)
    alone = try await measure([.tenth], in: stored)[0]
  }

  /// With all of them.
  func measure(_ stored: StoredClientele, against peers: [RebuildPeers.Seen]) async throws -> [Figure] {
    try await choose(.all, "bench.choose_leads(\(wanted))", in: stored)
    let (largest, smallest) = (stored.number(of: clientele.clients.first), stored.number(of: clientele.clients.last))
    let few = max(5, wanted / 4)
    try await choose(.heavy, "bench.choose_busy(\(largest), \(few), 1)", in: stored)
    try await choose(.light, "bench.choose_busy(\(largest), \(few), 10)", in: stored)
    try await choose(
      .one, "(select tenant_id, lead_id from core.keyring where tenant_id = \(smallest) order by 2 limit 1) as k",
      in: stored)
    let seen = try await measure([.tenth, .all, .light, .heavy, .one], in: stored)
    let (among, all, light, heavy, one) = (seen[0], seen[1], seen[2], seen[3], seen[4])
    let more = try await events(of: .heavy, in: stored) / max(1, try await events(of: .light, in: stored))
    let clients = try await count("distinct tenant_id", of: .all, in: stored)
    return RebuildPeers.names.map { name in
      Figure(
        bench: "refresh", metric: "seconds for \(wanted) changed leads of \(Int(clients)) clients, peer: \(name), all",
        ours: all, limit: nil, peer: peers.first { $0.name == name }?.seconds, goal: .atMost(Self.goals.peers))
    } + [
      Figure(
        bench: "refresh", metric: "seconds for \(wanted) leads, limit: the same among a tenth of clients and leads",
        ours: among, limit: alone, goal: .atMost(Self.goals.growth)),
      Figure(
        bench: "refresh",
        metric: "seconds for \(few) leads with \(String(format: "%.1f", more)) x the events, limit: as many x the time",
        ours: heavy, limit: Series(light.values.map { $0 * more }), goal: .atMost(Self.goals.linear)),
      Figure(
        bench: "refresh", metric: "cost: milliseconds for one lead of a small client",
        ours: Series(one.values.map { $0 * 1_000 }), limit: nil, goal: nil),
    ]
  }

  private func measure(_ groups: [Group], in stored: StoredClientele) async throws -> [Series] {
    var seen = groups.map { _ in Series() }
    // One more at first, which counts for nobody: connections are opened and statements prepared.
    for run in 0...runs {
      for (place, group) in groups.enumerated() {
        let time = try await refresh(group, in: stored)
        guard run > 0 else { continue }
        seen[place].add(time)
        say("refresh: \(group.rawValue), run \(run) of \(runs): \(String(format: "%.3f", time)) s")
      }
    }
    return seen
  }

  private func refresh(_ group: Group, in stored: StoredClientele) async throws -> Double {
    let text = try BenchText.named("refresh-change").text.replacing("{changed}", with: "bench.\(group.rawValue)")
    try await stored.database.asAdministrator { try await $0.simple(text, within: .seconds(600)) }
    try await stored.database.checkpoint()
    let wanted = Int(try await count("*", of: group, in: stored))
    let marked = try await tenants(with: group, in: stored)
    let service = stored.service
    return try await seconds {
      let leads = try await StoredClientele.abreast(marked) { tenant in
        try await Refresh(service, tenant: tenant).drain() ?? 0
      }
      guard leads.reduce(0, +) == wanted else {
        throw StoreError.unfit(reason: "the refresh looked at \(leads.reduce(0, +)) of \(wanted) leads")
      }
    }
  }

  private func choose(_ group: Group, _ choice: String, in stored: StoredClientele) async throws {
    let table = "bench.\(group.rawValue)"
    try await stored.database.asAdministrator {
      try await $0.simple("drop table if exists \(table); create table \(table) as select * from \(choice)")
      try await $0.simple("analyze \(table)")
    }
  }

  /// The clients with most of them first.
  private func tenants(with group: Group, in stored: StoredClientele) async throws -> [TenantID] {
    try await stored.database.asAdministrator { connection in
      try await connection.query("select tenant_id from bench.\(group.rawValue) group by 1 order by count(*) desc, 1")
        .compactMap { $0.first.flatMap { $0 }.flatMap { Int64($0) }.map { TenantID($0) } }
    }
  }

  private func events(of group: Group, in stored: StoredClientele) async throws -> Double {
    try await count("sum(events)", of: group, in: stored, isWhole: true)
  }

  private func count(
    _ what: String, of group: Group, in stored: StoredClientele, isWhole: Bool = false
  ) async throws -> Double {
    let text = isWhole ? what : "count(\(what))"
    return try await stored.database.asAdministrator { connection in
      try await connection.query("select \(text) from bench.\(group.rawValue)").first?.first.flatMap { $0 }
        .flatMap(Double.init) ?? 0
    }
  }
}
