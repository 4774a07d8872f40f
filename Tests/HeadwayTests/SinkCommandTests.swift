import Foundation
import Testing

@Suite struct SinkCommandTests {
  @Test func sinksAreSetShownAndTakenAwayAndNoSecretIsShownTwice() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      let file = try headway.file(
        "sinks.yaml",
        """
        - { name: sales, kind: slack, url: "https://hooks.slack.com/services/T0/B0/canary", alerts: [hot] }
        - { name: crm, kind: webhook, url: "https://crm.example/in/canary" }
        - { name: head, kind: email, to: [head@acme.example], from: alerts@agency.example }
        """)
      let made = try await headway.succeed(["sink", "set", "acme", file, "--format", "json"]).output
      let secret = try #require(made.firstMatch(of: /"secret": "(whsec_[^"]+)"/)).output.1
      #expect(!made.contains("canary") && made.ranges(of: "whsec_").count == 1)

      let again = try await headway.succeed(["sink", "set", "acme", file, "--format", "json"])
      #expect(!again.output.contains("whsec_"), "it keeps the one that the receiver knows")
      #expect(
        try await headway.look("select settings->'secrets'->>0 from core.sink where name = 'crm'") == [[String(secret)]]
      )
      for command in [["sink", "list", "acme"], ["sink", "show", "acme", "crm"], ["sink", "show", "acme", "sales"]] {
        for format in ["table", "json", "csv"] {
          let shown = try await headway.succeed(command + ["--format", format])
          #expect(!(shown.output + shown.errors).contains("canary") && !shown.output.contains("whsec_"))
        }
      }
      #expect(try await headway.run(["sink", "show", "acme", "nobody"]).status == 3)
      #expect(try await headway.run(["sink", "remove", "acme", "crm"]).status == 4, "it asks first")
      try await headway.succeed(["sink", "remove", "acme", "crm", "--yes"])
      let rest = try headway.file("rest.yaml", "- { name: head, kind: email, to: a@b.example, from: a@b.example }\n")
      #expect(try await headway.succeed(["sink", "set", "acme", rest]).errors.contains("taken away"))
      #expect(try await headway.look("select name from core.sink") == [["head"]])

      let wrong = try headway.file("wrong.yaml", "- { name: a, kind: slack, url: \"http://a.example/canary\" }\n")
      let refused = try await headway.run(["sink", "set", "acme", wrong])
      #expect(refused.status == 4 && refused.errors.contains("wrong.yaml:1:") && !refused.errors.contains("canary"))
      #expect(try await headway.look("select name from core.sink") == [["head"]])
    }
  }

  @Test func aTestIsSentAtOnceAndSaysWhatEachSinkAnswered() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      #expect(try await headway.run(["alert", "test", "acme"]).status == 3, "there is no sink")
      let taken = headway.home.appending(path: "taken").path
      let program = try headway.file("sendmail", "#!/bin/sh\ncat > '\(taken)'\n")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
      let file = try headway.file(
        "sinks.yaml",
        """
        - { name: head, kind: email, to: [head@acme.example], from: alerts@agency.example }
        - { name: inside, kind: webhook, url: "https://127.0.0.1:9/canary" }
        """)
      try await headway.succeed(["sink", "set", "acme", file])
      let environment = headway.environment.merging(["HEADWAY_SENDMAIL": program]) { $1 }
      let test = try await HeadwayBinary.run(["alert", "test", "acme", "--format", "csv"], environment: environment)
      #expect(test.status == 1 && test.output.contains("head,email,head@acme.example,delivered,"))
      #expect(
        test.output.contains("inside,webhook,https://127.0.0.1:9,failed,") && test.output.contains("a loopback address")
      )
      #expect(!test.output.contains("canary") && !test.errors.contains("canary"))
      #expect(try String(contentsOfFile: taken, encoding: .utf8).contains("Subject: [acme] Test: Test alert"))
      let one = try await HeadwayBinary.run(["alert", "test", "acme", "--sink", "head"], environment: environment)
      #expect(one.status == 0)

      let list = try await headway.succeed(["alert", "list", "acme", "--format", "csv"]).output
      #expect(list.contains("head delivered, inside given up") && list.contains("head delivered\n"))
      #expect(
        try await headway.succeed(["alert", "list", "acme", "--limit", "1", "--format", "csv"]).output.split(
          separator: "\n"
        ).count == 2)
      // What waits goes out with the workers' round.
      _ = try await headway.look(
        """
        insert into core.outbox (tenant_id, message_id, alert_id, sink)
        select tenant_id, 'msg_late', 2, 'inside' from core.alert where alert_id = 2
        """)
      let round = try await HeadwayBinary.run(["worker", "--once"], environment: environment)
      #expect(
        round.status == 0
          && round.errors.contains("acme: a message for inside given up; the host 127.0.0.1 has a loopback address"))
      #expect(!round.errors.contains("canary"))
    }
  }
}
