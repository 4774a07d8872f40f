import Engine
import Foundation
import MigratedDatabase
import Store
import TestSupport
import Testing

@testable import Service

@Suite struct APIReadingTests {
  /// Page by page and all at once: the same rows, each once.
  @Test(
    arguments: [
      "lvr", "lvr?grain=week", "momentum", "momentum?tier=warming", "queue", "accounts", "alerts", "alerts?kind=hot",
    ], [1, 3, 200])
  func pagesMakeUpTheWhole(report: String, limit: Int) async throws {
    try await TwoClients.play { clients in
      let path = "/tenants/\(clients.alpha.slug)/\(report)\(report.contains("?") ? "&" : "?")as_of=2026-06-15"
      let whole = try await clients.ask("\(path)&limit=200", clients.alphaToken)
      #expect(whole.rows.count > 3 && whole.nextCursor == nil, "\(whole.rows.count)")
      var (paged, cursor, pages) = ([String](), String?.none, 0)
      repeat {
        let page = try await clients.ask(
          "\(path)&limit=\(limit)\(cursor.map { "&cursor=\($0)" } ?? "")", clients.alphaToken)
        #expect(page.status == 200 && page.rows.count <= limit)
        paged += page.rows.map { "\($0.sorted { $0.key < $1.key })" }
        cursor = page.nextCursor
        pages += 1
      } while cursor != nil && pages < 300
      #expect(paged == whole.rows.map { "\($0.sorted { $0.key < $1.key })" })
    }
  }

  @Test func whatComesInBetweenMovesNoPage() async throws {
    try await TwoClients.play { clients in
      let alpha = "/tenants/\(clients.alpha.slug)"
      let id = clients.alpha.id.rawValue
      let alerts = try await clients.ask("\(alpha)/alerts?limit=10", clients.alphaToken)
      let queue = try await clients.ask("\(alpha)/queue?limit=3", clients.alphaToken)
      let last = try #require(queue.rows.last?["lead_id"] as? Int)
      let all = try await clients.ask("\(alpha)/queue", clients.alphaToken).rows.compactMap { $0["lead_id"] as? Int }

      // A newer alert, and a lead that goes before all others on the call list.
      try await clients.service.place.run(
        """
        insert into core.alert (tenant_id, alert_id, firing, kind, day, headline, reason, action)
          values (\(id), 99, 'new', 'hot', '2026-03-02', 'new', '', '');
        update core.momentum set velocity = '{60}' where tenant_id = \(id) and lead_id = 1;
        """)
      let more = try await clients.ask(
        "\(alpha)/alerts?limit=10&cursor=\(try #require(alerts.nextCursor))", clients.alphaToken)
      #expect(more.rows.compactMap { $0["alert_id"] as? Int } == Array((6...15).reversed()))
      let queueCursor = try #require(queue.nextCursor)
      let calls = try await clients.ask("\(alpha)/queue?cursor=\(queueCursor)", clients.alphaToken)
      let expected = Array(all.drop { $0 != last }.dropFirst()).filter { $0 != 1 }
      #expect(calls.rows.compactMap { $0["lead_id"] as? Int } == expected)

      // The one at which the page ended is called, and leaves the list.
      try await clients.service.place.run(
        "update core.profile set attributes = jsonb_build_object('do_not_contact', true) where tenant_id = \(id) and lead_id = \(last)"
      )
      let after = try await clients.ask("\(alpha)/queue?cursor=\(queueCursor)", clients.alphaToken)
      #expect(after.rows.compactMap { $0["lead_id"] as? Int }.suffix(3) == expected.suffix(3))
    }
  }

  @Test func aLeadIsShownWithItsMomentumAndItsDays() async throws {
    try await TwoClients.play { clients in
      let alpha = "/tenants/\(clients.alpha.slug)/leads"
      let lead = try await clients.ask("\(alpha)/3", clients.alphaToken).object
      #expect(lead["lead_id"] as? Int == 3 && lead["email"] as? String == "\(TwoClients.alphaCanary)-3@x.example")
      #expect((lead["attributes"] as? [String: Any])?["source"] as? String == TwoClients.alphaCanary)
      #expect((lead["momentum"] as? [String: Any])?["tier"] as? String == "hot")
      let spans = try #require(lead["qualification"] as? [[String: Any]])
      #expect(spans.map { $0["from_day"] as? String } == ["2026-01-05", "2026-03-01"])
      #expect(spans.last?["to_day"] is NSNull)
      let joined = try await clients.ask("\(alpha)/1000", clients.alphaToken).object
      #expect(joined["lead_id"] as? Int == 3, "the one that it was joined to")
      for id in ["0", "-1", "26", "x", "1.5", "9223372036854775808", "99999999999999999999", "+3", "%00", "3%20"] {
        #expect(try await clients.ask("\(alpha)/\(id)", clients.alphaToken).status == 404, "\(id)")
      }
    }
  }

  @Test func whoHasAnAnswerAlreadyHearsThatItHasNotChanged() async throws {
    try await TwoClients.play(leads: 3) { clients in
      let path = "/tenants/\(clients.alpha.slug)/alerts"
      let first = try await clients.ask(path, clients.alphaToken)
      let tag = try #require(first.headers["etag"])
      #expect(first.headers["cache-control"] == "private, no-cache" && first.headers["vary"] == "Authorization")
      for known in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
        let again = try await clients.ask(path, clients.alphaToken, headers: ["If-None-Match": known])
        #expect(again.status == 304 && again.body.isEmpty && again.headers["etag"] == tag, "\(known)")
      }
      #expect(try await clients.ask(path, clients.alphaToken, headers: ["If-None-Match": "\"x\""]).status == 200)
      // A tag is no key: whoever may not see the answer hears nothing of it.
      let stranger = try await clients.ask(path, clients.betaToken, headers: ["If-None-Match": tag])
      #expect(stranger.status == 404)
      try await clients.service.place.run(
        "update core.alert set headline = 'other' where tenant_id = \(clients.alpha.id.rawValue) and alert_id = 1")
      #expect(try await clients.ask(path, clients.alphaToken, headers: ["If-None-Match": tag]).status == 200)
    }
  }

  @Test func theHeadOfAnAnswerIsThatOfTheAnswer() async throws {
    try await TwoClients.play(leads: 3) { clients in
      for path in [
        "/tenants/\(clients.alpha.slug)/lvr", "/tenants/nobody/lvr", "/tenants/\(clients.alpha.slug)/leads/1",
      ] {
        let whole = try await clients.ask(path, clients.alphaToken)
        let head = try await clients.ask(path, clients.alphaToken, method: "HEAD")
        #expect(head.status == whole.status && head.body.isEmpty)
        #expect(head.headers["content-length"] == "\(whole.body.utf8.count)")
        #expect(head.headers["etag"] == whole.headers["etag"])
      }
    }
  }

  @Test(arguments: ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "PROPFIND"])
  func nothingIsChangedHere(method: String) async throws {
    try await TwoClients.play(leads: 1) { clients in
      for path in APIRoute.all.map(\.path) + ["/openapi.json"] {
        let filled = path.replacing("{slug}", with: clients.alpha.slug).replacing("{id}", with: "1")
        let reply = try await clients.service.send(
          method, filled, headers: ["Authorization": "Bearer \(clients.alphaToken.text)"])
        #expect(reply.status == 405 && reply.headers["allow"] == "GET, HEAD", "\(method) \(filled)")
        #expect(reply.code == "method_not_allowed")
      }
      let unknown = try await clients.service.send(method, "/api/v1/nothing")
      #expect(unknown.status == 404 && unknown.headers["content-type"] == Problem.mediaType)
    }
  }

  @Test(arguments: [
    ("lvr?grain=day", "grain"), ("lvr?from=2026-02-30", "from"), ("lvr?to=tomorrow", "to"), ("lvr?limit=0", "limit"),
    ("lvr?limit=201", "limit"), ("lvr?limit=ten", "limit"), ("lvr?limit=%2B5", "limit"), ("lvr?limit=", "limit"),
    ("lvr?as_of=2026-13-01", "as_of"), ("momentum?tier=HOT", "tier"), ("alerts?kind=%00", "kind"),
    ("lvr?grain=month&grain=week", "grain"), ("queue?grain=month", "limit"), ("lvr?limti=5", "limit"),
  ])
  func aParameterThatIsNotUnderstoodIsNamed(question: String, name: String) async throws {
    try await TwoClients.play(leads: 1) { clients in
      let reply = try await clients.ask("/tenants/\(clients.alpha.slug)/\(question)", clients.alphaToken)
      #expect(reply.status == 400, "\(question)")
      #expect((reply.object["detail"] as? String)?.contains(name) == true, "\(reply.body)")
    }
  }

  @Test func aClientWithoutFiguresHasEmptyPages() async throws {
    try await TwoClients.play(leads: 1) { clients in
      let tenant = try await clients.service.database.tenants.create(.named("fresh")).tenant
      let token = try await clients.service.database.keys.create(.read, for: tenant)
      for report in TwoClients.reports where report != "leads/1" {
        let reply = try await clients.ask("/tenants/fresh/\(report)", token)
        #expect(reply.status == 200 && reply.rows.isEmpty && reply.nextCursor == nil, "\(report): \(reply.body)")
      }
      #expect(try await clients.ask("/tenants/fresh/leads/1", token).status == 404)
    }
  }
}
