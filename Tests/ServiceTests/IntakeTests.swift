import Foundation
import Intake
import Store
import Testing

@testable import Service

@Suite struct HTTPIntakeTests {
  static func call(_ id: String, _ type: String, _ rest: String) -> String {
    "{\"messageId\":\"\(id)\",\"type\":\"\(type)\",\"userId\":\"u-1\",\"timestamp\":\"2026-03-01T10:00:00Z\"\(rest.isEmpty ? "" : ",\(rest)")}"
  }

  static func batch(_ calls: String...) -> String { "{\"batch\":[\(calls.joined(separator: ","))]}" }

  static let basic = ["Authorization": "Basic " + Data("acme:".utf8).base64EncodedString()]

  @Test func everyMessageHasItsFateAndWhatIsAcceptedComesIntoTheLog() async throws {
    try await RunningService.play { service in
      let acme = try await service.tenant("acme")
      let body = Self.batch(
        Self.call(
          "1", "identify",
          #""traits":{"email":"Ana@Example.com","firstName":"Ana","company":{"name":"Exemplo","domain":"exemplo.com"}}"#
        ),
        Self.call("2", "track", #""event":"Demo Requested","properties":{"form":"f-9","channel":"Paid Search"}"#),
        Self.call("2", "track", #""event":"Demo Requested""#),
        Self.call("3", "track", ""),
        #"{"messageId":"4","type":"page","name":"Pricing"}"#,
        Self.call("5", "page", #""name":"Pricing","context":{"campaign":{"medium":"CPC"}}"#),
        Self.call("6", "track", #""event":"stage","properties":{"to":"Sleeping"}"#),
        Self.call(
          "7", "group", #""groupId":"acct-7","traits":{"website":"https://www.exemplo.com/home","employees":329}"#))
      let reply = try await service.post("/v1/batch", body, headers: Self.basic)
      #expect(reply.status == 200)
      #expect(
        reply.body == """
          {"success":true,"results":[{"messageId":"1","status":"accepted"},{"messageId":"2","status":"accepted"},\
          {"messageId":"2","status":"duplicate"},\
          {"messageId":"3","status":"rejected","reason":"missing_type","detail":"event is empty"},\
          {"messageId":"4","status":"rejected","reason":"no_identity","detail":"nothing says who it is: no userId, no anonymousId"},\
          {"messageId":"5","status":"accepted"},\
          {"messageId":"6","status":"rejected","reason":"unknown_stage","detail":"“Sleeping” is no stage (lead, mql, sql, opportunity, customer, disqualified)"},\
          {"messageId":"7","status":"accepted"}]}
          """)

      let turn = try await service.fold(acme)
      #expect(turn.folded == 4 && turn.refused == 0 && turn.isComplete)
      let events = try await service.query(
        "select type, channel, properties from core.event order by type", as: acme)
      #expect(
        events == [
          ["demo_requested", "paid_search", #"{"form": "f-9", "channel": "Paid Search"}"#],
          ["page_view", "cpc", #"{"name": "Pricing"}"#],
        ])
      let records = try await service.query(
        """
        select a.key, r.attributes, r.updated_at from core.record r left join core.account a using (account_id)
        order by r.arrival
        """, as: acme)
      #expect(
        records == [
          [
            "exemplo.com",
            #"{"email": "ana@example.com", "domain": "exemplo.com", "company": "Exemplo", "first_name": "Ana", "external_id": "u-1"}"#,
            "2026-03-01T10:00:00Z",
          ], ["exemplo.com", "{}", "2026-03-01T10:00:00Z"],
        ])
      let company = try await service.query(
        "select attributes from core.account_record order by arrival", as: acme)
      #expect(
        company == [
          [#"{"name": "Exemplo", "domain": "exemplo.com"}"#],
          [#"{"website": "https://www.exemplo.com/home", "employees": 329}"#],
        ])
      #expect(
        try await service.query("select reason from core.refusal order by 1", as: acme)
          == [["missing_type"], ["no_identity"], ["unknown_stage"]])

      // Sent again, before and after the fold, it is known.
      let again = try await service.post("/v1/batch", body, headers: Self.basic)
      #expect(again.body.components(separatedBy: "\"duplicate\"").count - 1 == 5)
      #expect(!again.body.contains("accepted"))
      #expect(try await service.fold(acme).folded == 0)
    }
  }

  @Test func aKeyIsTakenFromWhereEachLibraryPutsItAndWithoutOneNothingIs() async throws {
    try await RunningService.play { service in
      _ = try await service.tenant("acme")
      let call = Self.call("1", "track", #""event":"x""#)
      #expect(try await service.post("/v1/track?writeKey=acme", call).status == 200)
      #expect(try await service.post("/v1/track", "{\"writeKey\":\"acme\"," + call.dropFirst()).status == 200)
      #expect(try await service.post("/v1/t", call, headers: Self.basic).status == 200)
      #expect(try await service.post("/batch/", "{\"api_key\":\"acme\",\"batch\":[]}").status == 200)
      let none = try await service.post("/v1/track", call)
      #expect(none.status == 401)
      #expect(none.body.contains("\"code\":\"no_write_key\""))
      let wrong = try await service.post("/v1/track?writeKey=nobodys", call)
      #expect(wrong.status == 401)
      #expect(wrong.body.contains("\"code\":\"invalid_write_key\""))
      #expect(!wrong.body.contains("nobodys"))
    }
  }

  @Test func strictModeStoresNothingOfARequestWithABadMessage() async throws {
    try await RunningService.play { service in
      let acme = try await service.tenant("acme")
      let body = Self.batch(Self.call("1", "track", #""event":"x""#), Self.call("2", "track", ""))
      let reply = try await service.post("/v1/batch", body, headers: Self.basic.merging(["X-Strict-Mode": "1"]) { $1 })
      #expect(reply.status == 400)
      #expect(reply.body.hasPrefix(#"{"success":false,"code":"rejected","message":"#))
      #expect(try await service.query("select from work.inbox", as: acme).isEmpty)
      #expect(try await service.post("/v1/batch", body, headers: Self.basic).status == 200)
    }
  }

  @Test func whatIsNoBodyIsRefusedWithACodeAndASentence() async throws {
    try await RunningService.play { service in
      _ = try await service.tenant("acme")
      let bodies: [(String, Int, String)] = [
        ("", 400, "expected a value at byte 0"), ("[]", 400, "not a JSON object"), ("{\"batch\":{}}", 400, "no list"),
        ("{\"batch\":[1,]}", 400, "expected a value"), ("{\"batch\":[]} x", 400, "the end of the body"),
        (String(repeating: "[", count: 400_000), 400, "512 levels"),
        (
          Self.batch(
            Self.call(
              "1", "track", "\"event\":\"x\",\"properties\":{\"p\":\"\(String(repeating: "x", count: 600_000))\"}")),
          413, "parts"
        ),
        ("{\"batch\":[\(Array(repeating: "{}", count: 2501).joined(separator: ","))]}", 413, "at most 2500"),
      ]
      for (body, status, sentence) in bodies {
        let reply = try await service.post("/v1/batch", body, headers: Self.basic)
        #expect(reply.status == status, "\(body.prefix(60))")
        #expect(reply.body.contains(sentence), "\(reply.body)")
        #expect(reply.body.contains("\"code\":"))
      }
    }
  }

  @Test func oneOddMessageSpoilsNoOther() async throws {
    try await RunningService.play { service in
      let acme = try await service.tenant("acme")
      let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
      let body = Self.batch(
        "1", "null", "\"x\"", "{}", Self.call("deep", "track", "\"event\":\"x\",\"properties\":{\"d\":\(deep)}"),
        Self.call(
          "long", "track", "\"event\":\"x\",\"properties\":{\"d\":\"\(String(repeating: "y", count: 33_000))\"}"),
        Self.call(
          "nan", "track",
          #""event":"x","properties":{"a":NaN,"b":-Infinity,"c":1180591620717411303424,"d":"a\u0000\ud800"}"#),
        #"{"messageId":"old","type":"track","userId":7,"event":"x","timestamp":"0001-01-01T00:00:00Z"}"#,
        #"{"messageId":"new","type":"track","userId":7,"event":"x","timestamp":"9999-12-31T23:59:59Z"}"#)
      let reply = try await service.post("/v1/batch", body, headers: Self.basic)
      #expect(reply.status == 200)
      let reasons = reply.body.matches(
        of: /"(?:reason":")?(accepted|not_an_object|unknown_call|too_deep|too_large|too_old)"/
      )
      .map { String($0.output.1) }
      #expect(
        reasons == [
          "not_an_object", "not_an_object", "not_an_object", "unknown_call", "too_deep", "too_large", "accepted",
          "too_old", "accepted",
        ])
      try await service.fold(acme)
      let kept = try await service.query(
        "select properties from core.event where properties is not null", as: acme)
      #expect(kept == [[#"{"a": null, "b": null, "c": 1180591620717411300000, "d": "a��"}"#]])
      let late = try await service.query(
        "select count(*) from core.event where occurred_at between now() - interval '1 minute' and now()", as: acme)
      #expect(late == [["1"]], "the far future is the moment of its receipt")
    }
  }

  @Test func anAliasJoinsWhatWasDoneUnderTheOldId() async throws {
    try await RunningService.play { service in
      let acme = try await service.tenant("acme")
      let body = """
        {"batch":[{"messageId":"1","type":"track","anonymousId":"anon-5","event":"x","timestamp":"2026-03-01T10:00:00Z"},
        {"messageId":"2","type":"track","userId":"u-9","event":"y","timestamp":"2026-03-02T10:00:00Z"}]}
        """
      _ = try await service.post("/v1/batch", body, headers: Self.basic)
      try await service.fold(acme)
      #expect(try await service.query("select distinct lead_id from core.keyring", as: acme).count == 2)
      let alias = #"{"messageId":"3","userId":"u-9","previousId":"anon-5","timestamp":"2026-03-03T10:00:00Z"}"#
      for id in ["3", "4"] {
        let reply = try await service.post(
          "/v1/alias", alias.replacing("\"3\"", with: "\"\(id)\""), headers: Self.basic)
        #expect(reply.body.contains("accepted"))
        try await service.fold(acme)
      }
      #expect(try await service.query("select distinct lead_id from core.keyring", as: acme).count == 1)
    }
  }

  @Test func aClockThatIsFarOffIsPutRightAndOneThatIsNotIsLeft() async throws {
    try await RunningService.play { service in
      let acme = try await service.tenant("acme")
      let now = Date()
      func text(_ date: Date) -> String { date.formatted(.iso8601.time(includingFractionalSeconds: true)) }
      for (id, off) in [("near", 120.0), ("fast", 7200), ("slow", -7200)] {
        let there = now.addingTimeInterval(off)
        let body = """
          {"sentAt":"\(text(there))","batch":[{"messageId":"\(id)","type":"track","userId":"u","event":"\(id)",
          "timestamp":"\(text(there.addingTimeInterval(-3600)))"}]}
          """
        #expect(try await service.post("/v1/batch", body, headers: Self.basic).status == 200)
      }
      try await service.fold(acme)
      let seconds = try await service.query(
        "select type, round(extract(epoch from occurred_at) - \(now.timeIntervalSince1970)) from core.event order by 1",
        as: acme)
      for row in seconds {
        let wanted = row[0] == "near" ? -3480.0 : -3600
        #expect(abs((row[1].flatMap(Double.init) ?? 0) - wanted) < 30, "\(row)")
      }
    }
  }

  @Test func gzipIsUnpackedAndABombIsNot() async throws {
    try await RunningService.play { service in
      _ = try await service.tenant("acme")
      let body = Self.batch(Self.call("1", "track", #""event":"x""#))
      let packed = try gzip(Array(body.utf8))
      #expect(try await service.send("POST", "/v1/batch", headers: Self.basic, body: packed).status == 200)
      let bomb = try gzip([UInt8](repeating: 0x20, count: 200 << 20))
      #expect(bomb.count < 500 << 10)
      #expect(try await service.send("POST", "/v1/batch", headers: Self.basic, body: bomb).status == 413)
      let cut = try await service.send("POST", "/v1/batch", headers: Self.basic, body: Array(packed.dropLast(9)))
      #expect(cut.status == 400)
    }
  }

  @Test func pagesOfOtherSitesMayAsk() async throws {
    try await RunningService.play { service in
      let reply = try await service.send("OPTIONS", "/v1/batch", headers: ["Origin": "https://a.example"])
      #expect(reply.status == 204)
      #expect(reply.headers["access-control-allow-origin"] == "*")
      #expect(reply.headers["access-control-allow-headers"]?.contains("Authorization") == true)
    }
  }

  private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-9"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let writer = Thread {
      try? input.fileHandleForWriting.write(contentsOf: Data(bytes))
      try? input.fileHandleForWriting.close()
    }
    writer.start()
    let packed = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Array(packed)
  }
}
