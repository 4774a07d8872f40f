import Foundation
import LibPQ
import Store

/// Events that are durable over HTTP, in batches of a hundred, beside what the database takes and what the server
/// does: `psql \copy` of the same rows into a table that is indexed alike, and the same requests to a route that
/// reads them and does nothing. The lesser of both is the limit.
///
/// Who sends shares the machine's cores with all of them, so it sends bytes that are ready but for the messages' ids,
/// and says what it took. Nobody folds meanwhile.
struct IntakeBench {
  let database: BenchDatabase
  let events: Int
  let runs: Int
  let say: @Sendable (String) -> Void

  /// Of the events that import and rebuild use.
  static let share = 0.2
  static let batch = 100
  static let connections = 16
  static let tenants = 8

  private static let idlePath = "/bench/nothing"

  init(database: BenchDatabase, scale: Double, runs: Int, say: @escaping @Sendable (String) -> Void) {
    self.database = database
    let most = Self.batch * Self.connections
    events = max(1, Int(1_000_000 * Self.share * scale) / most) * most
    self.runs = runs
    self.say = say
  }

  func run() async throws -> [Figure] {
    let keys = try await BenchTenants.keys(Self.tenants, in: database)
    let file = database.folder.appending(path: "inbox.txt").path
    let psql = Psql(database.administrator)
    if psql == nil { say("intake: psql is missing, so the database's limit is not known") }
    try await database.run("intake-limit")
    return try await ServedPlace.with(database) { port in
      var ours = Sides()
      // Statements are planned and connections are open in a service that runs.
      _ = try await send(to: nil, at: port, keys, from: 1 << 40, batches: 4)
      for run in 1...runs {
        try await empty("work.inbox, work.job, work.hand")
        let sent = try await send(to: nil, at: port, keys, from: UInt64(run) << 32, batches: batches)
        try await checkStored()
        ours.stored.add(sent.rate)
        ours.sender.add(sent.sender)
        ours.service.add(sent.service)
        if run == 1, let psql {
          try await psql.run("\\copy (select \(Self.columns) from work.inbox) to '\(file)'")
        }
        ours.idle.add(
          try await send(to: Self.idlePath, at: port, keys, from: UInt64(run) << 32, batches: batches).rate)
        if let psql { ours.copied.add(try await copy(file, with: psql)) }
        say("intake: run \(run) of \(runs): \(ours.last)")
      }
      return ours.figures
    }
  }

  private static let columns = "tenant_id, message, form, received_at, sent_at, body"

  private var batches: Int { events / Self.batch / Self.connections }

  /// Rows into an empty table, a second.
  private func copy(_ file: String, with psql: Psql) async throws -> Double {
    try await empty("bench.inbox")
    let time = try await seconds {
      try await psql.run("\\copy bench.inbox (\(Self.columns)) from '\(file)'")
    }
    return Double(events) / time
  }

  private func empty(_ tables: String) async throws {
    try await database.asAdministrator { try await $0.simple("truncate \(tables)") }
    try await database.checkpoint()
  }

  private func checkStored() async throws {
    let rows = try await database.asAdministrator { try await $0.query("select count(*) from work.inbox") }
    guard rows.first?.first == "\(events)" else {
      throw StoreError.unfit(
        reason: "of \(events) messages \(rows.first?.first.flatMap { $0 } ?? "none") are in the inbox")
    }
  }

  private struct Sending {
    /// Events a second.
    var rate: Double
    /// Microseconds of a core for each event: who sends, and the service.
    var sender: Double
    var service: Double
  }

  /// - Parameter path: `nil`: where messages are taken.
  private func send(
    to path: String?, at port: Int, _ keys: [String], from first: UInt64, batches: Int
  ) async throws -> Sending {
    let all = Double(batches * Self.connections * Self.batch)
    let began = CoreTime.program.seconds
    var sender = 0.0
    let time = try await seconds {
      sender = try await BlockingThreads.run(Self.connections) { number, sign in
        var chance = SplitMix64(seed: UInt64(number))
        let dice = EventKindDice()
        let messages = (0..<Self.batch).map { _ in SentBatch.Message.drawn(dice, of: 5_000, &chance) }
        var address = SentBatch.Address(key: keys[number % keys.count])
        if let path { address.path = path }
        var request = SentBatch(messages, to: address)
        let client = try WireClient(port: port)
        var next = first + UInt64(number) << 24
        for _ in 0..<batches where !sign.isUp {
          request.renew(next)
          next += UInt64(Self.batch)
          let status = try client.exchange(request.bytes)
          guard status == 200 else { throw StoreError.unfit(reason: "the service answered a batch with \(status)") }
        }
      }
    }
    let service = CoreTime.program.seconds - began - sender
    return Sending(rate: all / time, sender: sender / all * 1e6, service: max(service, 0) / all * 1e6)
  }

  /// What was measured of each.
  private struct Sides {
    var stored = Series(), copied = Series(), idle = Series()
    /// Microseconds of a core for each event, while they were stored.
    var sender = Series(), service = Series()

    var last: String {
      func text(_ series: Series) -> String { series.values.last.map { "\(Int($0))" } ?? "missing" }
      return "\(text(stored)) events/s, \\copy \(text(copied)), a route that does nothing \(text(idle))"
    }

    var figures: [Figure] {
      let isCopyTheLimit = !copied.values.isEmpty && copied.median <= idle.median
      return [
        Figure(
          bench: "intake", metric: "events/s, limit: \\copy of the same rows", ours: stored,
          limit: copied.values.isEmpty ? nil : copied, goal: isCopyTheLimit ? .atLeast(0.5) : nil),
        Figure(
          bench: "intake", metric: "events/s, limit: a route that does nothing", ours: stored, limit: idle,
          goal: isCopyTheLimit ? nil : .atLeast(0.5)),
        Figure(
          bench: "intake", metric: "\u{B5}s of a core for an event: who sends, beside the service", ours: sender,
          limit: service, goal: nil),
      ]
    }
  }
}
