import Engine
import Foundation
import LibPQ
import Store
import Workers

/// Clients that are in the database, with the log of their year.
///
/// They come the way everybody's data comes: the product's import, a file for each, and then a rebuild.
struct StoredClientele: Sendable {
  let database: BenchDatabase
  /// With connections for all that are worked on: a rebuild reads on one while it writes on another.
  let service: Database
  private(set) var clients: [BenchTenant] = []
  /// What the imports so far have cost.
  private(set) var effort = Effort(program: 0, server: 0)
  private(set) var seconds = 0.0

  /// Clients that are worked on at the same time, as a worker does: a small one is mostly round trips.
  static let abreast = 4

  /// None yet; whoever makes it closes its ``service``.
  init(in database: BenchDatabase) {
    self.database = database
    service = database.open(connections: 2 * Self.abreast + 1)
  }

  /// Imports more of them, and computes their timelines for the first time.
  mutating func add(_ more: [Clientele.Client], say: @escaping @Sendable (String) -> Void) async throws {
    let events = more.map(\.events).reduce(0, +)
    say("clients: writing \(events) events of \(more.count) clients")
    let (database, service) = (database, service)
    let filed = try await Self.abreast(more) {
      try await FiledClient.make($0.file, slug: $0.slug, zone: $0.zone, in: database)
    }
    defer { for client in filed { client.removeFile() } }
    say("clients: importing them")
    let (before, start) = (await Effort.so(far: database), ContinuousClock.now)
    _ = try await Self.abreast(filed) { try await $0.importEvents(into: service) }
    let spent = await Effort.so(far: database) - before
    effort.program += spent.program
    effort.server = effort.server.flatMap { so in spent.server.map { so + $0 } }
    seconds += (ContinuousClock.now - start) / .seconds(1)
    say("clients: computing for the first time")
    // The planner knows of them what it would know in the long run: a night's vacuum has been there.
    try await database.settle()
    let stored = filed.map(\.client)
    _ = try await Self.abreast(stored) { client in
      try await client.define(in: service)
      try await client.rebuild(in: service)
    }
    clients += stored
    try await database.settle()
  }

  /// The tenant that one of them became.
  func tenant(of client: Clientele.Client?) -> BenchTenant? {
    clients.first { $0.tenant.slug == client?.slug }
  }

  /// Its number; 0, which is nobody's, where it was not added.
  func number(of client: Clientele.Client?) -> Int64 { tenant(of: client)?.tenant.id.rawValue ?? 0 }

  /// All timelines of all clients anew.
  func rebuild() async throws {
    let service = service
    _ = try await Self.abreast(clients) { try await $0.rebuild(in: service) }
  }

  /// Does it to each, to a few at a time, in their order; answers in it too.
  static func abreast<Element: Sendable, Value: Sendable>(
    _ elements: [Element], _ work: @escaping @Sendable (Element) async throws -> Value
  ) async throws -> [Value] {
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      var answers: [Int: Value] = [:]
      for (place, element) in elements.enumerated() {
        if place >= abreast, let (done, answer) = try await group.next() { answers[done] = answer }
        group.addTask { (place, try await work(element)) }
      }
      for try await (place, answer) in group { answers[place] = answer }
      return elements.indices.compactMap { answers[$0] }
    }
  }
}
