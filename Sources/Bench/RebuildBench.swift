import Engine
import Foundation
import LibPQ
import SQLCatalog
import Store

/// The product's own rebuild of all timelines of all clients, against the least that any program would have to do – copy
/// the ordered events out, copy the results in, insert them under their keys – and against others who compute the same.
struct RebuildBench {
  let database: BenchDatabase
  let stored: StoredClientele
  let clientele: Clientele
  let others: RebuildPeers
  let runs: Int
  let say: @Sendable (String) -> Void

  /// The figures, and how long each of the others took.
  struct Outcome {
    var figures: [Figure]
    var peers: [RebuildPeers.Seen]
  }

  static let goals = (floor: 1.5, peers: ["SQL": 1.0 / 3, "DuckDB": 1.0])

  func run() async throws -> Outcome {
    try await database.run("rebuild-floor")
    let results = try await keep()
    var (ours, floor, memory) = (Series(), Series(), Series())
    var efforts: [Effort] = []
    for run in 1...runs {
      try await database.settle()
      PeakMemory.reset()
      let before = await Effort.so(far: database)
      ours.add(try await seconds { try await stored.rebuild() })
      efforts.append(await Effort.so(far: database) - before)
      if let peak = PeakMemory.megabytes { memory.add(peak) }
      try await database.settle()
      let out = try await seconds { try await copyOut() }
      let back = try await seconds { try await copyIn(results) }
      floor.add(out + back)
      say(
        "rebuild: run \(run) of \(runs): \(text(ours.values[run - 1])) s, floor \(text(out)) s out + \(text(back)) s in"
      )
    }
    if ours.median > floor.median * Self.goals.floor { say(account(of: efforts, ours)) }
    let peers = try await others.run(stored, runs: runs)
    let compared = RebuildPeers.names.map { name in
      Figure(
        bench: "rebuild", metric: "seconds, peer: \(name)", ours: ours, limit: nil,
        peer: peers.first { $0.name == name }?.seconds, goal: Self.goals.peers[name].map { .atMost($0) })
    }
    return Outcome(
      figures: [
        Figure(
          bench: "rebuild", metric: "seconds, limit: copy out and in", ours: ours, limit: floor,
          goal: .atMost(Self.goals.floor))
      ] + compared + [
        Figure(
          bench: "rebuild", metric: "peak memory, MB", ours: memory, limit: Series([ImportBench.memoryLimit]),
          goal: .atMost(1))
      ] + (try await CostFigures(database: database, stored: stored, clientele: clientele).figures(rebuilds: efforts)),
      peers: peers)
  }

  /// Where the time goes, for whoever wonders why it is more than the floor's.
  private func account(of efforts: [Effort], _ ours: Series) -> String {
    let program = Series(efforts.map(\.program)).median
    let server = Series(efforts.compactMap(\.server))
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return "rebuild: of \(text(ours.median * Double(cores))) s of \(cores) cores the program had \(text(program)), "
      + (server.values.isEmpty ? "what the server had is not known" : "the server \(text(server.median))")
  }

  private func text(_ seconds: Double) -> String { String(format: "%.2f", seconds) }

  /// A rebuild's results as a COPY gives them, to be copied in again: in files, since so many are no part of what a
  /// rebuild holds.
  private struct Results: Sendable {
    static let tables = ["qualification", "profile", "momentum", "account_momentum"]

    /// By table of ``tables``.
    var files: [URL] = []
  }

  private func keep() async throws -> Results {
    let folder = database.folder
    return try await database.asAdministrator { connection in
      try await connection.transaction(within: .seconds(3600)) { session in
        var results = Results()
        for table in Results.tables {
          let file = folder.appending(path: "\(table).copy")
          try session.copyOut(of: "core.\(table)", to: file)
          results.files.append(file)
        }
        return results
      }
    }
  }

  /// Client by client, as a program would that keeps a client's order in memory: all in one would be sorted on disk.
  private func copyOut() async throws {
    let select = try BenchText.named("rebuild-floor-events").withoutComments
    let tenants = stored.clients.map(\.tenant.id.rawValue)
    try await database.asAdministrator { connection in
      try await connection.transaction(within: .seconds(3600)) { session in
        // What the rebuild allows itself, so that reading and the order cost both the same.
        try session.simple("set local work_mem = '256MB'; set local enable_memoize = off")
        var bytes = 0
        for tenant in tenants {
          let text = select.replacing("{tenant}", with: String(tenant))
          try session.copyOut("copy (\(text)) to stdout (format binary)") { bytes += $0.byteCount }
        }
      }
    }
  }

  private func copyIn(_ results: Results) async throws {
    try await database.asAdministrator { connection in
      try await connection.simple("truncate \(Results.tables.map { "bench.\($0)" }.joined(separator: ", "))")
      try await connection.transaction(within: .seconds(3600)) { session in
        for (table, file) in zip(Results.tables, results.files) {
          try session.simple("create temporary table fresh (like core.\(table)) on commit drop")
          try session.copyIn("copy pg_temp.fresh from stdin (format binary)") { try $0.write(contentsOf: file) }
          try session.simple("insert into bench.\(table) select * from pg_temp.fresh; drop table pg_temp.fresh")
        }
      }
    }
  }
}

extension Session {
  /// A table as a binary COPY has it.
  fileprivate mutating func copyOut(of table: String, to file: URL) throws {
    guard FileManager.default.createFile(atPath: file.path, contents: nil),
      let handle = FileHandle(forWritingAtPath: file.path)
    else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: file.path]) }
    defer { try? handle.close() }
    var bytes: [UInt8] = []
    try copyOut("copy \(table) to stdout (format binary)") { message in
      message.withUnsafeBytes { bytes.append(contentsOf: $0) }
      guard bytes.count > 1 << 20 else { return }
      try handle.write(contentsOf: bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    try handle.write(contentsOf: bytes)
  }
}

extension CopyWriter {
  /// The rows of a binary COPY, without its header and trailer, which the writer of a COPY puts itself.
  fileprivate mutating func write(contentsOf file: URL) throws {
    let (header, trailer) = (19, 2)
    guard let handle = FileHandle(forReadingAtPath: file.path) else {
      throw CocoaError(.fileReadUnknown, userInfo: [NSFilePathErrorKey: file.path])
    }
    defer { try? handle.close() }
    let end = Int(try handle.seekToEnd()) - trailer
    try handle.seek(toOffset: UInt64(header))
    var place = header
    while place < end, let bytes = try handle.read(upToCount: min(1 << 20, end - place)), !bytes.isEmpty {
      place += bytes.count
      try write(Array(bytes).span.bytes)
    }
  }
}
