import Engine
import Foundation
import LibPQ
import Store

/// The product's own rebuild of all timelines, against the least that any program would have to do:
/// copy the ordered events out, copy the results in, insert them under their keys.
struct RebuildBench {
  let database: BenchDatabase
  let client: BenchTenant
  let file: EventsFile
  let runs: Int
  let say: @Sendable (String) -> Void

  func run() async throws -> [Figure] {
    try await prepare()
    var (ours, floor, memory, share) = (Series(), Series(), Series(), Series())
    for run in 1...runs {
      try await database.settle()
      PeakMemory.reset()
      ours.add(try await seconds { try await client.rebuild(in: database.service) })
      if let peak = PeakMemory.megabytes { memory.add(peak) }
      // Fetched only now: held beside the rebuild they would count as its memory.
      let results = try await kept()
      try await database.settle()
      let out = try await seconds { try await copyOut() }
      let back = try await seconds { try await copyIn(results) }
      floor.add(out + back)
      share.add(out)
      say(
        "rebuild: run \(run) of \(runs): \(text(ours.values[run - 1])) s, floor \(text(out)) s out + \(text(back)) s in"
      )
    }
    return [
      Figure(bench: "rebuild", metric: "seconds", ours: ours, limit: floor, goal: .atMost(2)),
      Figure(
        bench: "rebuild", metric: "peak memory, MB", ours: memory, limit: Series([ImportBench.memoryLimit]),
        goal: .atMost(1)),
    ]
  }

  private func text(_ seconds: Double) -> String { String(format: "%.2f", seconds) }

  private func prepare() async throws {
    let source = database.folder.appending(path: "events.csv").path
    say("rebuild: importing \(file.rows) events")
    try file.write(to: URL(filePath: source))
    try await database.run("empty")
    try await database.run("rebuild-floor")
    _ = try await client.importEvents(source, into: database.service)
    try await client.define(in: database.service)
    say("rebuild: a first time, for the results that the floor writes")
    try await client.rebuild(in: database.service)
  }

  /// A rebuild's results as a COPY gave them, to be copied in again.
  private struct Results: Sendable {
    static let tables = ["qualification", "profile", "momentum", "account_momentum"]

    /// By table of ``tables``.
    var rows: [[UInt8]] = []
  }

  private func kept() async throws -> Results {
    try await database.asAdministrator { connection in
      try await connection.transaction(within: .seconds(600)) { session in
        var results = Results()
        results.rows = try Results.tables.map { try session.rows(of: "core.\($0)") }
        return results
      }
    }
  }

  private func copyOut() async throws {
    let select = try BenchText.named("rebuild-floor-events").withoutComments
      .replacing("{tenant}", with: String(client.tenant.id.rawValue))
    try await database.asAdministrator { connection in
      try await connection.transaction(within: .seconds(600)) { session in
        // What the rebuild allows itself, so that the order costs both the same.
        try session.simple("set local work_mem = '256MB'")
        var bytes = 0
        try session.copyOut("copy (\(select)) to stdout (format binary)") { bytes += $0.byteCount }
      }
    }
  }

  private func copyIn(_ results: Results) async throws {
    try await database.asAdministrator { connection in
      try await connection.simple("truncate \(Results.tables.map { "bench.\($0)" }.joined(separator: ", "))")
      try await connection.transaction(within: .seconds(600)) { session in
        for (table, bytes) in zip(Results.tables, results.rows) {
          try session.simple("create temporary table fresh (like core.\(table)) on commit drop")
          try session.copyIn("copy pg_temp.fresh from stdin (format binary)") { try $0.write(bytes.span.bytes) }
          try session.simple("insert into bench.\(table) select * from pg_temp.fresh; drop table pg_temp.fresh")
        }
      }
    }
  }
}

extension Session {
  /// A table as a binary COPY has it, without the header and the trailer, which the writer of a COPY puts itself.
  fileprivate mutating func rows(of table: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try copyOut("copy \(table) to stdout (format binary)") { message in
      message.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
    return Array(bytes.dropFirst(19).dropLast(2))
  }
}

extension String {
  /// COPY takes a query, not the comments in front of it.
  fileprivate var withoutComments: String {
    split(separator: "\n").filter { !$0.hasPrefix("--") }.joined(separator: "\n")
  }
}
