import Engine
import Foundation
import Intake
import LibPQ
import Store
import TestSupport
import Testing

@testable import Service

/// Attack 28: whose a message is, its key says, and nothing that it holds.
@Suite struct InjectedTenantTests {
  @Test func aTenantNamedInABatchChangesNothing() async throws {
    try await RunningService.play { service in
      let (acme, other) = (try await service.tenant("acme"), try await service.tenant("other"))
      let id = other.id.rawValue
      let names = [
        "tenant", "tenant_id", "tenantId", "tenantID", "slug", "client", "writeKey", "projectId", "workspace",
      ]
      let values = ["\(id)", "\"\(id)\"", "\"other\"", "\"\(id)); drop table core.event; --\"", "{\"id\":\(id)}"]
      var calls: [String] = []
      for name in names {
        for value in values {
          let member = "\"\(name)\":\(value)"
          let start = "{\"messageId\":\"m\(calls.count)\",\"type\":\"track\",\"userId\":\"u\",\"event\":\"x\""
          calls.append("\(start),\(member),\"properties\":{\(member)},\"context\":{\(member),\"traits\":{\(member)}}}")
        }
      }
      // In a message the last of two members of one name counts: the user is a name of the other tenant, a user of ours.
      calls.append(#"{"messageId":"id","type":"identify","userId":"other","traits":{"tenant_id":\#(id)}}"#)
      calls.append(#"{"messageId":"al","type":"alias","userId":"other","previousId":"\#(id)"}"#)
      let envelope = names.filter { $0 != "writeKey" }.map { "\"\($0)\":\(id)" }.joined(separator: ",")
      let body = "{\(envelope),\"batch\":[\(calls.joined(separator: ","))],\"tenant_id\":\(id)}"
      let headers = HTTPIntakeTests.basic.merging(
        ["X-Tenant": "other", "X-Tenant-Id": "\(id)", "X-Headway-Tenant": "\(id)", "Cookie": "tenant=other"]) { $1 }
      let reply = try await service.post(
        "/v1/batch?tenant=other&tenant_id=\(id)&writeKey=other", body, headers: headers)
      #expect(reply.status == 200 && !reply.body.contains("rejected"), "\(reply.body)")
      #expect(reply.body.components(separatedBy: "\"accepted\"").count - 1 == calls.count)

      // The same messages of the other tenant are messages of its own.
      let own = try await service.post(
        "/v1/batch?writeKey=other", "{\"batch\":[\(calls[0])]}")
      #expect(own.body.contains("accepted"))

      #expect(try await service.fold(acme).folded == calls.count)
      #expect(try await service.fold(other).folded == 1)
      #expect(try await service.query("select count(*) from core.event", as: acme) == [["\(calls.count - 2)"]])
      #expect(try await service.query("select count(*) from core.event", as: other) == [["1"]])
      #expect(try await service.query("select count(*) from core.record", as: other) == [["0"]])
      #expect(try await service.query("select count(*) from core.call", as: other) == [["0"]])
      let owners = try await service.everybodys("select distinct tenant_id from core.event where type = 'x' order by 1")
      #expect(Set(owners) == ["\(acme.id.rawValue)", "\(id)"])
    }
  }

  /// PostHog's words have a token in each event as well.
  @Test func anEventsOwnTokenIsNoKey() async throws {
    try await RunningService.play { service in
      let (acme, other) = (try await service.tenant("acme"), try await service.tenant("other"))
      let event =
        #"{"uuid":"1","event":"x","distinct_id":"u","api_key":"other","properties":{"token":"other","distinct_id":"u"}}"#
      let reply = try await service.post("/batch/", "{\"api_key\":\"acme\",\"batch\":[\(event)]}")
      #expect(reply.body.contains("accepted"), "\(reply.body)")
      #expect(try await service.fold(acme).folded == 1)
      #expect(try await service.fold(other).folded == 0)
    }
  }
}

extension RunningService {
  /// The first column as the superuser sees it.
  func everybodys(_ text: String) async throws -> [String] {
    let administrator = try await Connection.open(place.conninfo)
    let rows = try await administrator.query(text)
    await administrator.close()
    return rows.compactMap { $0.first ?? nil }
  }
}
