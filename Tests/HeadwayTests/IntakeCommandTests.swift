import Foundation
import Testing

/// What came over HTTP, as the command line sees it.
@Suite struct IntakeCommandTests {
  private struct Refused: Decodable {
    var reason: String
    var message_id: String?
    var detail: String
    var message: String?
  }

  @Test func whatWasNotTakenIsListedWithItsReason() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme", zone: "America/Sao_Paulo")
      let empty = try await headway.succeed(["intake", "refusals", "acme"])
      #expect(empty.errors.contains("every message was taken") && empty.errors.contains("headway key create acme"))
      _ = try await headway.look(
        """
        insert into core.refusal (tenant_id, message, received_at, reason, detail, body)
        select t.tenant_id, ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid,
               timestamptz '2026-03-01 02:00Z' + n * interval '1 day', r.reason, r.detail, convert_to(r.body, 'UTF8')
          from guard.tenant t, (values
            (0, 'missing_type', 'event is empty', '{"messageId":"m-1","userId":"u"}'),
            (1, 'no_identity', 'nothing says who it is', '{"messageId":"m-2"'),
            (2, 'erased', 'somebody who was erased; the message is not kept', '')) as r (n, reason, detail, body)
         where t.slug = 'acme'
        """)
      let table = try await headway.succeed(["intake", "refusals", "acme"]).output
      #expect(table.contains("m-1") && table.contains("event is empty") && !table.contains("userId"))
      let json = try await headway.succeed(["intake", "refusals", "acme", "--format", "json"]).output
      let all = try JSONDecoder().decode([Refused].self, from: Data(json.utf8))
      #expect(all.map(\.reason) == ["erased", "no_identity", "missing_type"])
      #expect(all.map(\.message_id) == [nil, nil, "m-1"] && all[2].message == #"{"messageId":"m-1","userId":"u"}"#)
      // Days are the client's: two in the morning in Greenwich is the day before there.
      let since = try await headway.succeed(
        ["intake", "refusals", "acme", "--since", "2026-03-01", "--limit", "1", "--format", "csv"])
      #expect(since.output.split(separator: "\n").count == 2 && since.errors.contains("there are more"))
      let later = try await headway.succeed(["intake", "refusals", "acme", "--since", "2026-03-02", "--format", "json"])
      #expect(try JSONDecoder().decode([Refused].self, from: Data(later.output.utf8)).map(\.reason) == ["erased"])
      #expect(try await headway.run(["intake", "refusals", "nobody"]).status == 3)
      #expect(try await headway.run(["intake", "refusals", "acme", "--limit", "0"]).status == 2)
    }
  }

  @Test func whatWaitsInTheInboxComesAlongWithAnExport() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      _ = try await headway.look(
        """
        select work.receive(array[t.tenant_id], array['00000000-0000-0000-0000-000000000001'::uuid], array['track'],
          array[timestamptz '2026-03-01 10:00Z'], array[null::timestamptz],
          array[convert_to('{"messageId":"m-1","userId":"u-7","event":"Demo Requested"}', 'UTF8')])
          from guard.tenant t where t.slug = 'acme'
        """)
      let folder = headway.home.appending(path: "export").path
      let exported = try await headway.succeed(["tenant", "export", "acme", folder])
      #expect(exported.errors.contains("took in 1 message that waited"), "\(exported.errors)")
      try await headway.succeed(["tenant", "delete", "acme", "--yes"])
      try await headway.succeed(["tenant", "restore", "acme", folder])
      #expect(try await headway.look("select type from core.event") == [["demo_requested"]])
      #expect(try await headway.look("select count(*) from work.inbox") == [["0"]])
    }
  }
}
