import Foundation
import Intake
import Store
import Testing

@testable import Service

/// More comes in, of all clients together, than may wait to be stored.
@Suite struct FullInboxTests {
  @Test func whatDoesNotFitIsSentAwayWithATimeToComeAgainAndNothingAcceptedIsLost() async throws {
    try await RunningService.play(settings: {
      $0.inbox.waiting = 40_000
      $0.inbox.waitingPerTenant = 15_000
    }) { service in
      let slugs = (1...8).map { "client-\($0)" }
      for slug in slugs { _ = try await service.tenant(slug) }
      let replies = try await withThrowingTaskGroup(of: (slug: String, reply: RunningService.Reply).self) { group in
        for round in 0..<20 {
          for slug in slugs {
            group.addTask { (slug, try await service.post("/v1/batch", Self.batch(round), headers: Self.basic(slug))) }
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      var statuses: [Int: Int] = [:]
      for (_, reply) in replies {
        statuses[reply.status, default: 0] += 1
        if reply.status != 200 { #expect(Int(reply.headers["retry-after"] ?? "") ?? 0 > 0) }
      }
      print(
        "a full inbox:", statuses.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }.joined(separator: ", "))
      #expect(Set(statuses.keys) == [200, 503] || Set(statuses.keys) == [200, 429, 503])
      var stored = 0
      for slug in slugs {
        let tenant = try await service.database.tenants.open(slug)
        stored += try await service.fold(tenant).folded
      }
      #expect(stored == 10 * (statuses[200] ?? 0))
    }
  }

  /// Ten messages of a kilobyte.
  private static func batch(_ round: Int) -> String {
    let long = String(repeating: "x", count: 900)
    let calls = (0..<10).map {
      HTTPIntakeTests.call("\(round)-\($0)", "track", "\"event\":\"Seen\",\"properties\":{\"long\":\"\(long)\"}")
    }
    return "{\"batch\":[\(calls.joined(separator: ","))]}"
  }

  private static func basic(_ key: String) -> [String: String] {
    ["Authorization": "Basic " + Data("\(key):".utf8).base64EncodedString()]
  }
}
