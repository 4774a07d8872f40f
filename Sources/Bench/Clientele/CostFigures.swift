import LibPQ

/// What an event, a lead and a client cost, so that somebody can size a machine: figures of their own, with nothing
/// beside them.
struct CostFigures {
  let database: BenchDatabase
  let stored: StoredClientele
  let clientele: Clientele

  /// Tables that grow with events, and those that grow with leads.
  private static let ofEvents = ["event"]
  private static let ofLeads = [
    "keyring", "identity", "lead", "account", "qualification", "profile", "momentum", "account_momentum", "watch",
  ]
  /// Clients without data, to see what one takes.
  private static let empty = 1_000
  private static let smallRuns = 9

  /// - Parameter rebuilds: what each rebuild of everything has cost.
  func figures(rebuilds: [Effort]) async throws -> [Figure] {
    let (events, leads) = (Double(clientele.events), Double(clientele.leads))
    func cost(_ metric: String, _ values: [Double?]) -> Figure? {
      let known = values.compactMap { $0 }
      guard known.count == values.count else { return nil }
      return Figure(bench: "rebuild", metric: "cost: \(metric)", ours: Series(known), limit: nil, goal: nil)
    }
    let micros = 1e6 / events
    return [
      cost("bytes of disk, an event", [try await bytes(of: Self.ofEvents) / events]),
      cost("bytes of disk, a lead with its timelines", [try await bytes(of: Self.ofLeads) / leads]),
      cost("bytes of disk, a client without data", [try await bytesOfClient()]),
      cost("µs of a core to import an event, the program", [stored.effort.program * micros]),
      cost("µs of a core to import an event, the server", [stored.effort.server.map { $0 * micros }]),
      cost("milliseconds to rebuild the smallest client by itself", try await smallest()),
      cost("µs of a core to rebuild by an event, the program", rebuilds.map { $0.program * micros }),
      cost("µs of a core to rebuild by an event, the server", rebuilds.map { $0.server.map { $0 * micros } }),
    ].compactMap { $0 }
  }

  /// What a rebuild costs before there is much to compute.
  private func smallest() async throws -> [Double?] {
    guard let client = stored.tenant(of: clientele.clients.last) else { return [nil] }
    var times: [Double?] = []
    for _ in 0..<Self.smallRuns {
      times.append(try await seconds { try await client.rebuild(in: stored.service) } * 1_000)
    }
    return times
  }

  /// With their indexes. What a table holds twice for a moment, while a rebuild replaces a generation, counts: a
  /// machine has to have it.
  private func bytes(of tables: [String]) async throws -> Double {
    let sizes = tables.map { "pg_total_relation_size('core.\($0)')" }.joined(separator: " + ")
    return try await number("select \(sizes)")
  }

  private func bytesOfClient() async throws -> Double {
    let size = "select pg_database_size(current_database())"
    try await BenchTenants.make(1, in: database)
    let before = try await number(size)
    try await BenchTenants.make(1 + Self.empty, in: database)
    return max(0, try await number(size) - before) / Double(Self.empty)
  }

  private func number(_ text: String) async throws -> Double {
    try await database.asAdministrator { connection in
      try await connection.query(text).first?.first.flatMap { $0 }.flatMap(Double.init) ?? 0
    }
  }
}
