import Foundation
import LibPQ
import Observation
import Store
import Synchronization

/// From an event that is sent over HTTP to the row of `report.momentum` that it makes and the alert about it in the
/// outbox, while others send.
///
/// One process with service and worker, as `headway up` runs them. In the background events come one by one, as
/// browsers send them, at times of their own whatever becomes of those before. Among them come visitors who were never
/// there before, introduce themselves and turn hot; of each it is noted when they sent, when they were answered, and
/// when it is seen. It is looked for every few milliseconds, on a connection beside.
struct FreshBench {
  let database: BenchDatabase
  let rate: Int
  let clients: Int
  let visitors: Int
  let runs: Int
  let say: @Sendable (String) -> Void

  /// Seconds, of the median and of one in a hundred.
  static let goals = (half: 0.3, most: 2.0)
  /// Each brings four messages.
  private static let messagesOfVisitor = 4
  private static let senders = 4
  /// Visitors a second.
  private static let pace = 12.5

  init(database: BenchDatabase, scale: Double, runs: Int, say: @escaping @Sendable (String) -> Void) {
    self.database = database
    let share = min(scale, 1)
    rate = max(60, Int(500 * share))
    clients = max(4, Int(100 * share))
    visitors = max(10, Int(300 * share))
    self.runs = runs
    self.say = say
  }

  func run() async throws -> [Figure] {
    say("fresh: making \(clients) clients")
    let clients = try await FreshClients.make(clients, in: database)
    try await database.settle()
    let meters = Meters()
    let seen = try await ServedPlace.with(database, hasWorker: true, meters: meters) { port in
      _ = try await measure(clients, at: port, run: 0, visitors: max(4, visitors / 5))
      var all: [Seen] = []
      for run in 1...runs {
        let seen = try await measure(clients, at: port, run: run, visitors: visitors)
        all.append(seen)
        say("fresh: run \(run) of \(runs): \(seen), \(Stages(meters))")
      }
      return all
    }
    let half = Series(seen.map { $0.fresh.share(0.5) })
    let most = Series(seen.map { $0.fresh.share(0.99) })
    let commit = Series(seen.map { $0.commit.share(0.5) })
    let metric = "seconds to report and outbox at \(rate) events/s"
    return [
      Figure(bench: "fresh", metric: "\(metric), half", ours: half, limit: Series([Self.goals.half]), goal: .atMost(1)),
      Figure(
        bench: "fresh", metric: "\(metric), 99 of 100", ours: most, limit: Series([Self.goals.most]), goal: .atMost(1)),
      Figure(bench: "fresh", metric: "\(metric), half, limit: the commit itself", ours: half, limit: commit, goal: nil),
    ]
  }

  /// What one run saw, in seconds.
  private struct Seen: CustomStringConvertible {
    var fresh: Series
    var commit: Series

    var description: String {
      func text(_ value: Double) -> String { String(format: "%.3f", value) }
      return
        "half within \(text(fresh.share(0.5))) s, 99 of 100 within \(text(fresh.share(0.99))), answered within \(text(commit.share(0.5)))"
    }
  }

  private func measure(_ clients: FreshClients, at port: Int, run: Int, visitors: Int) async throws -> Seen {
    let book = VisitorBook()
    let background = Double(rate) - Self.pace * Double(Self.messagesOfVisitor)
    let done = BlockingThreads.Sign()
    return try await withThrowingTaskGroup(of: [Visitor]?.self) { group in
      for sender in 0..<Self.senders {
        group.addTask {
          try await BlockingThreads.run(1) { _, sign in
            try send(clients, at: port, UInt64(run * Self.senders + sender), background / Double(Self.senders)) {
              sign.isUp || done.isUp
            }
          }
          return nil
        }
      }
      group.addTask {
        try await BlockingThreads.run(1) { _, sign in
          try visit(clients, at: port, run: run, visitors, into: book) { sign.isUp }
        }
        return nil
      }
      group.addTask {
        try await VisitorWatch(database: database, book: book, wanted: visitors).run()
      }
      var all: [Visitor] = []
      for try await ended in group {
        guard let ended else { continue }
        all = ended
        done.set()
      }
      func seconds(_ end: (Visitor) -> ContinuousClock.Instant?) -> Series {
        Series(all.compactMap { visitor in end(visitor).map { ($0 - visitor.sent) / .seconds(1) } })
      }
      return Seen(fresh: seconds(\.seen), commit: seconds(\.answered))
    }
  }

  /// Events one by one at even times, whatever becomes of those before.
  private func send(
    _ clients: FreshClients, at port: Int, _ seed: UInt64, _ rate: Double, until isOver: () -> Bool
  ) throws {
    var chance = SplitMix64(seed: seed)
    let dice = EventKindDice()
    let client = try WireClient(port: port)
    var next = ContinuousClock.now
    var number = seed << 32
    while !isOver() {
      let key = clients.keys[clients.drawn(&chance)]
      let message = SentBatch.Message.drawn(dice, of: FreshClients.people, &chance)
      var request = SentBatch([message], to: .init(key: key))
      number += 1
      request.renew(number)
      try Self.expect(try client.exchange(request.bytes))
      next += .seconds(1 / rate)
      Self.wait(until: next)
    }
  }

  private func visit(
    _ clients: FreshClients, at port: Int, run: Int, _ count: Int, into book: VisitorBook, until isOver: () -> Bool
  ) throws {
    var chance = SplitMix64(seed: UInt64(run))
    let client = try WireClient(port: port)
    var next = ContinuousClock.now
    for number in 0..<count where !isOver() {
      let place = chance.below(clients.tenants.count)
      let (user, email) = ("visitor-\(run)-\(number)", "visitor.\(run).\(number)@home\(run)x\(number).example")
      let events = ["Pricing Viewed", "Case Study", "Demo Request"].map {
        SentBatch.Message(user: user, event: $0, members: "\"plan\":\"team\"")
      }
      var request = SentBatch(
        [SentBatch.Message(user: user, email: email, members: "")] + events, to: .init(key: clients.keys[place]))
      request.renew(1 << 60 + UInt64(run) << 32 + UInt64(number * Self.messagesOfVisitor))
      var visitor = Visitor(tenant: clients.tenants[place], email: email, sent: .now)
      try Self.expect(try client.exchange(request.bytes))
      visitor.answered = .now
      book.add(visitor)
      // Not in step with anything.
      next += .seconds(2 * chance.share() / Self.pace)
      Self.wait(until: next)
    }
  }

  private static func expect(_ status: Int) throws {
    guard status == 200 else { throw StoreError.unfit(reason: "the service answered an event with \(status)") }
  }

  private static func wait(until moment: ContinuousClock.Instant) {
    let left = (moment - .now) / .seconds(1)
    if left > 0 { Thread.sleep(forTimeInterval: left) }
  }
}

/// Where the time goes between an answer and what is seen: of each kind of job, the mean of how long it waited and took.
private struct Stages: CustomStringConvertible {
  private let text: String
  var description: String { text }

  init(_ meters: Meters) {
    var sums: [String: Double] = [:]
    for (series, value) in meters.read() { sums["\(series.name) \(series.labels.first ?? "")", default: 0] += value }
    text = ["fold", "refresh"].map { kind in
      func mean(_ sum: String, _ count: String) -> String {
        String(format: "%.0f", 1_000 * (sums["\(sum) \(kind)"] ?? 0) / max(1, sums["\(count) \(kind)"] ?? 0))
      }
      let waited = mean("job_wait_seconds_total", "jobs_started_total")
      return "a \(kind) waited \(waited) ms and took \(mean("job_run_seconds_total", "jobs_ended_total"))"
    }.joined(separator: ", ")
  }
}
