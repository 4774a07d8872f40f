import Foundation
import TestSupport
import Testing

/// `headway serve` before somebody who sends many times what it may, and somebody who does not.
@Suite(.serialized) struct OverloadTests {
  private struct Report: Decodable {
    var answered: [String]
    var statuses: [String: Int]
    var half: Double?
    var most: Double?
    var without_retry_after: Int

    func times(_ label: String) -> String {
      func milliseconds(_ seconds: Double?) -> String { seconds.map { String(format: "%.1f ms", $0 * 1_000) } ?? "–" }
      let answers = statuses.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }.joined(separator: ", ")
      return "\(label): \(answers); of 200 half within \(milliseconds(half)), 99 of 100 within \(milliseconds(most))"
    }
  }

  /// Messages a second that a client may send here.
  private static let rate = 100

  @Test(.enabled(if: SDKs.hasPython, "python3, which sends the messages, is not here"), .timeLimit(.minutes(15)))
  func whoSendsTooMuchIsTurnedAwayAndNobodyElseNotices() async throws {
    // A minute for every ten runs of the soak, five at most.
    let asked = ProcessInfo.processInfo.environment["HEADWAY_SOAK"].flatMap(Int.init) ?? 1
    let seconds = min(300, max(6, 6 * asked))
    try await InstalledHeadway.with { headway in
      for slug in ["busy", "calm"] { try await headway.tenant(slug) }
      let (busy, calm) = (try await SDKs.key(of: "busy", headway), try await SDKs.key(of: "calm", headway))
      let service = try SDKs.Service(headway, rate: Self.rate)
      defer { service.stop() }
      try await service.start()

      // Alone: what the calm one is used to.
      let alone = try await send(calm, "alone", at: service, threads: 1, pause: 0.25, seconds: 3, headway)
      let before = try #require(service.residentMegabytes)
      async let flood = send(busy, "flood", at: service, threads: 8, pause: 0, seconds: seconds, headway)
      async let beside = send(calm, "beside", at: service, threads: 1, pause: 0.25, seconds: seconds, headway)
      let (loud, quiet) = (try await flood, try await beside)
      let after = try #require(service.residentMegabytes)
      service.stop()

      let sent = 20 * loud.statuses.values.reduce(0, +)
      // What it may: the burst, and then its rate.
      let allowed = 20 * Self.rate + Self.rate * (seconds + 2)
      print(loud.times("sent \(sent / seconds) messages/s where \(Self.rate) are allowed"))
      print(alone.times("another client, alone"))
      print(quiet.times("another client, beside"))
      print("memory: \(before) MB before, \(after) MB after")

      #expect(sent >= 10 * Self.rate * seconds, "there was no overload")
      // A request larger than what is left goes through while there is something left.
      #expect(loud.answered.count <= allowed + 8 * 20 && loud.answered.count >= 20 * Self.rate)
      #expect(Set(loud.statuses.keys).isSubset(of: ["200", "429", "503"]) && (loud.statuses["429"] ?? 0) > 0)
      #expect(loud.without_retry_after == 0)
      #expect(Set(alone.statuses.keys) == ["200"] && Set(quiet.statuses.keys) == ["200"])
      #expect(after < before + 100, "memory grew from \(before) to \(after) MB")

      try await headway.succeed(["worker", "--once"])
      let accepted = loud.answered + alone.answered + quiet.answered
      #expect(try await headway.missing(accepted) == 0)
      #expect(try await headway.number("select count(*) from core.event") == accepted.count)
      #expect(try await headway.number("select count(*) from work.inbox") == 0)
    }
  }

  private func send(
    _ key: String, _ name: String, at service: SDKs.Service, threads: Int, pause: Double, seconds: Int,
    _ headway: InstalledHeadway
  ) async throws -> Report {
    let sender = try SDKs.Load(
      script: "overload.py", ["\(service.port)", key, name, "\(threads)", "\(pause)"])
    let end = ContinuousClock.now + .seconds(seconds)
    // No query of a test may take longer than a minute.
    while case let left = (end - .now) / .seconds(1), left > 0 {
      _ = try await headway.look("select pg_sleep(\(min(left, 30)))")
    }
    return try JSONDecoder().decode(Report.self, from: Data(try await sender.end().utf8))
  }
}
