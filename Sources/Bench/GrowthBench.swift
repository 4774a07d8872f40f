import Engine
import Foundation
import Store
import Workers

/// Whether twice and four times the data cost twice and four times as much, and no more memory.
///
/// The data are the clients of an agency, those of `rebuild` at first: both their number and their sizes grow. And, so that
/// nothing hides between clients, a single one whose file is as many times as long. The limit is the time of the smallest
/// amount, times as many. A time ends when what was written is on disk: the server writes its pages once in so many bytes of
/// its log, so the smallest amount would leave nearly all of them to whoever comes next. The three amounts are measured in turns:
/// a machine that is slower for a quarter of an hour is so for all of them.
///
/// Beside a single client's import, without a goal, stands the growth of `psql \copy` of the same files into a table that is
/// indexed alike: what PostgreSQL's own indexes cost more when they are longer.
struct GrowthBench {
  let database: BenchDatabase
  let scale: Double
  let runs: Int
  let say: @Sendable (String) -> Void

  static let factors = [1, 2, 4]
  /// Of what `import` has of one client: half a million events at first, somewhat fewer than the largest of the clients.
  static let shareOfOne = 0.5

  /// What grows.
  private enum Subject: String {
    case clients
    case oneClient = "one client"
  }

  private struct Seen {
    var `import` = Series()
    var rebuild = Series()
    var importMemory = Series()
    var rebuildMemory = Series()
    /// Empty where there is no psql, and for several clients.
    var copy = Series()

    /// The last run.
    func text(_ seconds: KeyPath<Seen, Series>, _ memory: KeyPath<Seen, Series>) -> String {
      let time = String(format: "%.2f s", self[keyPath: seconds].values.last ?? 0)
      return time + (self[keyPath: memory].values.last.map { String(format: ", %.0f MB", $0) } ?? "")
    }
  }

  func run() async throws -> [Figure] {
    // A connection for reading and one for writing to each that is worked on.
    let service = database.open(connections: 2 * StoredClientele.abreast + 1)
    do {
      let figures = try await grow(.clients, service) + grow(.oneClient, service)
      await service.close()
      return figures
    } catch {
      await service.close()
      throw error
    }
  }

  private func grow(_ subject: Subject, _ service: Database) async throws -> [Figure] {
    var seen = Self.factors.map { _ in Seen() }
    let psql = subject == .oneClient ? Psql(database.administrator) : nil
    if psql != nil { try await PlainTable.file.make(in: database) }
    var amounts: [[FiledClient]] = []
    defer { for client in amounts.joined() { client.removeFile() } }
    for factor in Self.factors {
      say("growth: \(subject.rawValue), \(factor) x: writing events")
      amounts.append(try await filed(subject, factor))
    }
    // The least amount once more at first, which counts for nobody: a process that has done nothing yet has less in memory
    // than any that has, whatever the amount.
    var unseen = Seen()
    try await measure(amounts[0], service, &unseen)
    for run in 1...runs {
      for (place, clients) in amounts.enumerated() {
        try await measure(clients, service, &seen[place])
        if let psql { seen[place].copy.add(try await copying(clients, with: psql)) }
        say(
          "growth: \(subject.rawValue), \(Self.factors[place]) x (\(clients.map(\.rows).reduce(0, +)) events), run \(run) of "
            + "\(runs): import \(seen[place].text(\.import, \.importMemory)), "
            + "rebuild \(seen[place].text(\.rebuild, \.rebuildMemory))"
        )
      }
    }
    return zip(Self.factors, seen).dropFirst().flatMap { factor, large in
      [
        figure(subject, "seconds to import \(factor) x the data", large.import, seen[0].import, factor),
        figure(subject, "seconds to rebuild \(factor) x the data", large.rebuild, seen[0].rebuild, factor),
        figure(subject, "peak memory of an import of \(factor) x, MB", large.importMemory, seen[0].importMemory, 1),
        figure(subject, "peak memory of a rebuild of \(factor) x, MB", large.rebuildMemory, seen[0].rebuildMemory, 1),
      ]
        + (large.copy.values.isEmpty
          ? []
          : [figure(subject, "seconds to \\copy \(factor) x the data", large.copy, seen[0].copy, factor, goal: nil)])
    }
  }

  private func figure(
    _ subject: Subject, _ metric: String, _ large: Series, _ small: Series, _ factor: Int,
    goal: Figure.Goal? = .atMost(1.1)
  ) -> Figure {
    Figure(
      bench: "growth", metric: "\(subject.rawValue): \(metric)", ours: large,
      limit: Series(small.values.map { $0 * Double(factor) }), goal: goal)
  }

  /// The seconds of `\copy`, until it is on disk.
  private func copying(_ clients: [FiledClient], with psql: Psql) async throws -> Double {
    try await PlainTable.file.empty(in: database)
    return try await seconds {
      for client in clients { try await PlainTable.file.copy(client.path, with: psql) }
      try await database.checkpoint()
    }
  }

  private func filed(_ subject: Subject, _ factor: Int) async throws -> [FiledClient] {
    let scale = scale * Double(factor)
    let database = database
    switch subject {
    case .clients:
      return try await StoredClientele.abreast(Clientele(scale: scale).clients) { client in
        try await .make(client.file, slug: "bench-growth-\(factor)-\(client.number)", zone: client.zone, in: database)
      }
    case .oneClient:
      return [
        try await .make(EventsFile(scale: scale * Self.shareOfOne), slug: "bench-growth-\(factor)", in: database)
      ]
    }
  }

  private func measure(_ clients: [FiledClient], _ service: Database, _ seen: inout Seen) async throws {
    try await database.run("empty")
    try await database.checkpoint()
    PeakMemory.reset()
    seen.import.add(
      try await seconds {
        _ = try await StoredClientele.abreast(clients) { try await $0.importEvents(into: service) }
        try await database.checkpoint()
      })
    if let peak = PeakMemory.megabytes { seen.importMemory.add(peak) }
    for client in clients { try await client.client.define(in: service) }
    try await database.settle()
    PeakMemory.reset()
    seen.rebuild.add(
      try await seconds {
        _ = try await StoredClientele.abreast(clients) { try await $0.client.rebuild(in: service) }
        try await database.checkpoint()
      })
    if let peak = PeakMemory.megabytes { seen.rebuildMemory.add(peak) }
  }
}
