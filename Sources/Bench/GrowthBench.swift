import Engine
import Foundation
import Store
import Workers

/// Whether twice and four times the data cost twice and four times as much, and no more memory.
///
/// The limit is the time of the smallest amount, times as many. A time ends when what was written is on disk: the server writes
/// its pages once in so many bytes of its log, so the smallest amount left nearly all of them to whoever came next (1.12 of the
/// linear time for twice the data, where there was no other reason).
struct GrowthBench {
  let database: BenchDatabase
  let client: BenchTenant
  /// The smallest amount, as ``EventsFile`` counts it.
  let scale: Double
  let runs: Int
  let say: @Sendable (String) -> Void

  /// Of the events that an import uses: as many fill every batch that is under way at once, so that more of them need
  /// no more memory than these. A quarter as many did not, and the rest looked like growth.
  static let share = 1.0
  static let factors = [1, 2, 4]

  private struct Seen {
    var `import` = Series()
    var rebuild = Series()
    var importMemory = Series()
    var rebuildMemory = Series()
  }

  func run() async throws -> [Figure] {
    var seen = Self.factors.map { _ in Seen() }
    for (place, factor) in Self.factors.enumerated() {
      let file = EventsFile(scale: scale * Double(factor))
      let source = database.folder.appending(path: "growth-\(factor).csv").path
      say("growth: writing \(file.rows) events")
      try file.write(to: URL(filePath: source))
      for run in 1...runs {
        try await measure(source, file.rows, &seen[place])
        say(
          "growth: \(factor) x, run \(run) of \(runs): import \(text(seen[place].import.values[run - 1])) s, "
            + "rebuild \(text(seen[place].rebuild.values[run - 1])) s")
      }
    }
    return zip(Self.factors, seen).dropFirst().flatMap { factor, large in
      [
        figure("seconds to import \(factor) x the data", large.import, seen[0].import, factor),
        figure("seconds to rebuild \(factor) x the data", large.rebuild, seen[0].rebuild, factor),
        figure("peak memory of an import of \(factor) x, MB", large.importMemory, seen[0].importMemory, 1),
        figure("peak memory of a rebuild of \(factor) x, MB", large.rebuildMemory, seen[0].rebuildMemory, 1),
      ]
    }
  }

  private func figure(_ metric: String, _ large: Series, _ small: Series, _ factor: Int) -> Figure {
    Figure(
      bench: "growth", metric: metric, ours: large, limit: Series(small.values.map { $0 * Double(factor) }),
      goal: .atMost(1.1))
  }

  private func text(_ seconds: Double) -> String { String(format: "%.2f", seconds) }

  private func measure(_ source: String, _ rows: Int, _ seen: inout Seen) async throws {
    try await database.run("empty")
    try await database.checkpoint()
    PeakMemory.reset()
    seen.import.add(
      try await seconds {
        guard try await client.importEvents(source, into: database.service) == rows else {
          throw StoreError.unfit(reason: "the import did not take all \(rows) rows")
        }
        try await database.checkpoint()
      })
    if let peak = PeakMemory.megabytes { seen.importMemory.add(peak) }
    try await client.define(in: database.service)
    try await database.settle()
    PeakMemory.reset()
    seen.rebuild.add(
      try await seconds {
        try await client.rebuild(in: database.service)
        try await database.checkpoint()
      })
    if let peak = PeakMemory.megabytes { seen.rebuildMemory.add(peak) }
  }
}
