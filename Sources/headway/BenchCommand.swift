import ArgumentParser
import Bench
import Foundation
import LibPQ
import Store
import Terminal

/// The benchmarks, on the user's own server, in a database that is made for them and dropped.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure this machine: what Headway does, beside what PostgreSQL itself can do.",
    discussion: """
      import    an events file into the log, beside psql's \\copy into tables that are indexed alike
      rebuild   all timelines of 1,000 clients from the log, beside copying the events out and the results in, and beside
                the same by SQL and by DuckDB
      refresh   all reports right again after 1,000 leads have changed, beside the others' computing everything
      engine    definitions and timelines in memory, without a database, beside adding up the same arrays
      queue     jobs that do nothing, of 2,000 clients, beside other queues on PostgreSQL
      idle      a day passing for 10,000 clients without events, beside one look at as many due schedules
      report    reports as a client's own login, beside the same SQL as the owner for that client alone
      wire      calls and rows through the wrapper around libpq, beside the same in C, psycopg and asyncpg
      growth    import and rebuild with twice and four times the data, beside twice and four times the time
      intake    messages over HTTP until they are on disk, beside psql's \\copy and a route that does nothing
      fresh     from an event over HTTP to the report and the outbox, while 500 events a second come
      data      only write the clients' events files that rebuild and refresh use
      all       each of them

      All but engine work as administrator, on the server that --database names or on the embedded one, in a \
      database of their own, and drop it also when interrupted. Each figure is the median of several runs; only \
      the ratios say something beyond this machine. What others do is measured with programs of \
      theirs, in Python and C: the scripts are in a checkout of Headway, and what they need is installed into the folder of \
      the embedded database, once.
      """)

  enum Name: String, CaseIterable, ExpressibleByArgument {
    case `import`, rebuild, refresh, engine, queue, idle, report, wire, growth, intake, fresh, data, all

    var benchmarks: [Benchmark] {
      switch self {
      case .import: [.import]
      case .rebuild: [.rebuild]
      case .refresh: [.refresh]
      case .engine: [.engine]
      case .queue: [.queue]
      case .idle: [.idle]
      case .report: [.report]
      case .wire: [.wire]
      case .growth: [.growth]
      case .intake: [.intake]
      case .fresh: [.fresh]
      case .all: Benchmark.allCases
      case .data: []
      }
    }
  }

  @Argument(help: "Which one.")
  var name: Name

  @Flag(help: "As --format json.")
  var json = false

  @Option(
    help: ArgumentHelp("How much data: 1 is a million events, or 5.5 million of 1,000 clients.", valueName: "factor"))
  var scale = 1.0

  @Option(help: ArgumentHelp("How often each side is measured.", valueName: "count"))
  var runs = 5

  @Option(help: ArgumentHelp("Where 'data' writes its files; without it they are only counted.", valueName: "folder"))
  var output: String?

  @Option(help: ArgumentHelp("Where the scripts that run others' programs are.", valueName: "folder"))
  var peers = "Bench/peers"

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard scale > 0, scale <= 1_000 else { throw ValidationError("--scale is above 0 and at most 1000") }
    guard (1...1_000).contains(runs) else { throw ValidationError("--runs is between 1 and 1000") }
  }

  func run() async throws {
    let console = Environment.current.console(
      format: json ? .json : options.format, isQuiet: options.quiet, allowsColours: !options.noColor)
    let figures = try await withInterruption(onFirst: { console.say("stopping; the database of the benchmarks goes") })
    {
      try await measure(console)
    }
    if let figures { console.show(BenchTable.table(of: figures)) }
  }

  private func measure(_ console: Console) async throws -> [Figure]? {
    guard name != .data else {
      try console.show(BenchTable.table(of: Clientele(scale: scale), in: output))
      return nil
    }
    @Sendable func say(_ text: String) { console.say(text) }
    let (benchmarks, scale, runs) = (name.benchmarks, scale, runs)
    let peers = PeerFolders(
      scripts: URL(filePath: peers), environment: Environment.current.home.appending(path: "bench-peers"))
    guard benchmarks.contains(where: \.needsDatabase) else {
      return try await Benchmark.run(benchmarks, on: nil, scale: scale, runs: runs, say: say)
    }
    if let url = options.databaseURL {
      return try await Benchmark.run(benchmarks, on: Conninfo(url), scale: scale, runs: runs, peers: peers, say: say)
    }
    return try await withEmbeddedCluster(home: Environment.current.home, say: say) { superuser in
      try await Benchmark.run(benchmarks, on: Conninfo(superuser), scale: scale, runs: runs, peers: peers, say: say)
    }
  }
}
