import Bench
import Foundation
import LibPQ
import TestSupport
import Testing

/// That the benchmarks measure what they say and leave nothing behind; never how long anything takes.
@Suite(.serialized) struct BenchTests {
  @Test func everyBenchmarkRunsToItsEndOnLittleData() async throws {
    try await withDatabase("bench_place") { place in
      let before = try await place.databases()
      let figures = try await Benchmark.run(
        Benchmark.allCases, on: Conninfo(place.conninfo), scale: 0.002, runs: 2)
      #expect(
        Set(figures.map(\.bench)) == Set(Benchmark.allCases.map(\.rawValue)))
      // The data is loaded once, and so measured once.
      for figure in figures where !figure.metric.hasPrefix("peak memory") && !figure.metric.hasPrefix("cost") {
        #expect(figure.ours.values.count == 2, "\(figure.metric)")
        #expect(figure.ours.least > 0, "\(figure.metric)")
        if let limit = figure.limit { #expect(limit.least > 0, "\(figure.metric)") }
      }
      #expect(try await place.databases() == before)
    }
  }

  @Test func theEngineIsMeasuredWithoutADatabase() async throws {
    #expect(!Benchmark.engine.needsDatabase)
    let figures = try await Benchmark.run([.engine], on: nil, scale: 0.01, runs: 2)
    #expect(figures.map(\.bench) == Array(repeating: "engine", count: 6))
    #expect(
      figures.filter { $0.goal != nil }.map(\.limit) == [5_000_000, 5_000_000, 5_000_000].map { Series([$0]) })
    for figure in figures { #expect(figure.ours.values.count == 2 && figure.ours.least > 0, "\(figure.metric)") }
    await #expect(throws: (any Error).self) { try await Benchmark.run([.import, .engine], on: nil, scale: 0.01) }
  }

  @Test func aPeerThatIsNotInstalledIsMissingAndNotBeaten() async throws {
    try await withDatabase("bench_peers") { place in
      let (lines, line) = AsyncStream.makeStream(of: String.self)
      let nowhere = FileManager.default.temporaryDirectory.appending(path: "no-peers-\(UUID().uuidString)")
      let figures = try await Benchmark.run(
        [.queue], on: Conninfo(place.conninfo), scale: 0.004, runs: 1,
        peers: PeerFolders(scripts: nowhere, environment: nowhere)
      ) { line.yield($0) }
      line.finish()
      #expect(figures.map(\.metric) == ["jobs/s, peer: procrastinate", "jobs/s, peer: pgqueuer"])
      for figure in figures {
        #expect(figure.ours.least > 0)
        #expect(figure.peer == nil && figure.ratio == nil && figure.isMet == nil)
      }
      #expect(await lines.contains { $0.contains("there is nothing to compare with") })
    }
  }

  @Test func whereThereIsNoLimitTheRatioIsThePeers() {
    let figure = Figure(
      bench: "b", metric: "jobs/s", ours: Series([10]), limit: nil, peer: Series([2]), goal: .atLeast(5))
    #expect(figure.ratio == 5 && figure.isMet == true)
  }

  @Test func anInterruptedBenchmarkTakesItsDatabaseAway() async throws {
    try await withDatabase("bench_stopped") { place in
      let before = try await place.databases()
      let (lines, line) = AsyncStream.makeStream(of: String.self)
      let run = Task {
        defer { line.finish() }
        return try await Benchmark.run([.import], on: Conninfo(place.conninfo), scale: 0.01, runs: 1_000) {
          line.yield($0)
        }
      }
      let first = await lines.first { $0.contains("run 1 of") }
      try #require(first != nil, "it ended before its first run")
      #expect(try await place.databases() != before)
      run.cancel()
      await #expect(throws: (any Error).self) { try await run.value }
      #expect(try await place.databases() == before)
    }
  }

  @Test func theSameSeedGivesTheSameFile() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try [1, 1, 2].enumerated().map { index, seed in
      let file = folder.appending(path: "\(index).csv")
      let bytes = try EventsFile(scale: 0.005, seed: UInt64(seed)).write(to: file)
      let content = try Data(contentsOf: file)
      #expect(content.count == bytes)
      #expect(content.split(separator: UInt8(ascii: "\n")).count == 5_001)
      return content
    }
    #expect(files[0] == files[1])
    #expect(files[0] != files[2])
  }

  @Test func aRatioIsOfMediansAndAGoalHasADirection() {
    let rows = Figure(
      bench: "b", metric: "rows/s", ours: Series([9, 1, 5]), limit: Series([10, 8]), goal: .atLeast(0.5))
    #expect(rows.ratio == 5.0 / 9)
    #expect(rows.isMet == true)
    let time = Figure(bench: "b", metric: "seconds", ours: Series([3]), limit: Series([1]), goal: .atMost(2))
    #expect(time.isMet == false)
    let alone = Figure(bench: "b", metric: "rows/s", ours: Series([3]), limit: nil, goal: .atLeast(0.5))
    #expect(alone.ratio == nil && alone.isMet == nil)
  }
}

extension TestDatabase {
  /// Of the benchmarks, on the whole server: one test at a time looks at them.
  fileprivate func databases() async throws -> [String] {
    let connection = try await Connection.open(conninfo)
    let rows = try await connection.query(
      "select datname from pg_database where datname like 'headway\\_bench%' order by 1")
    await connection.close()
    return rows.compactMap { $0.first ?? nil }
  }
}
