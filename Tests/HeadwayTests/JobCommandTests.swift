import Foundation
import Testing

/// What an operator types to see and steer what runs by itself.
@Suite struct JobCommandTests {
  @Test func workWaitsForAWorkerAndASecondRoundHasNothingToDo() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.succeed(["tenant", "create", "acme", "--name", "Acme", "--timezone", "Europe/Berlin"])
      let leads = "email,created_at\na@acme.test,2026-01-02\n"
      try await headway.succeed(["import", "leads", "acme", try headway.file("leads.csv", leads)])
      let definition = try headway.file("all.yaml", "name: all\n")
      try await headway.succeed(["definition", "set", "acme", definition, "--no-wait"])
      let waiting = try await headway.succeed(["job", "list", "acme", "--format", "csv"]).output
      #expect(waiting.contains(",acme,refresh,,waiting,"), "\(waiting)")

      let first = try await headway.succeed(["worker", "--once"])
      #expect(first.errors.contains("acme: computed all 1 leads anew"), "\(first)")
      #expect(try await headway.succeed(["worker", "--once"]).errors.contains("nothing was due"))
      #expect(try await headway.succeed(["job", "list"]).errors.contains("nothing waits, and nothing was given up"))
      let lvr = try await headway.succeed(["lvr", "acme", "--format", "csv"]).output
      #expect(lvr.split(separator: "\n").count > 2, "\(lvr)")

      for verb in ["retry", "discard"] {
        let none = try await headway.run(["job", verb, "77"] + (verb == "discard" ? ["--yes"] : []))
        #expect(none.status == 3 && none.errors.contains("headway job list"), "\(none)")
      }
      #expect(try await headway.run(["job", "list", "nobody"]).status == 3)
      #expect(try await headway.run(["job", "list", "--state", "done"]).status == 2)
      #expect(try await headway.succeed(["doctor"]).output.contains("nothing waits for long"))
    }
  }

  @Test func schedulesNeedNoConfigurationAndATenantMayHaveItsOwn() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.succeed(["tenant", "create", "acme", "--name", "Acme", "--timezone", "Europe/Berlin"])
      func listed(_ arguments: String...) async throws -> [Substring] {
        try await headway.succeed(arguments + ["--format", "csv"]).output.split(separator: "\n").dropFirst().map { $0 }
      }
      let everybodys = try await listed("schedule", "list")
      #expect(everybodys.map { $0.prefix(while: { $0 != "," }) } == ["close", "digest", "retention", "turn"])
      let own = try await listed("schedule", "set", "acme", "digest", "30 9 * * mon-fri", "--catch-up", "skip")
      #expect(own.contains { $0.hasPrefix("digest,acme,Europe/Berlin,30 9 * * mon-fri,skip,") }, "\(own)")
      #expect(own.count == 4)
      // In a table on the clock of Berlin, for programs in UTC.
      let clock = try await headway.succeed(["schedule", "list", "acme"]).output
      #expect(clock.contains(#/\nclose .* 20\d\d-\d\d-05 06:00:00 \+0[12]:00 /#), "\(clock)")
      #expect(own.contains { $0.contains(/^close,.*,20\d\d-\d\d-05T0[45]:00:00Z,/) }, "\(own)")
      let back = try await listed("schedule", "set", "acme", "digest", "default")
      #expect(back.contains { $0.hasPrefix("digest,everybody,Europe/Berlin,0 8 * * *,latest,") }, "\(back)")
      let zone = try await listed("schedule", "set", "--zone", "Europe/Berlin", "close", "0 6 3 * *")
      #expect(zone.contains { $0.hasPrefix("close,everybody,Europe/Berlin,0 6 3 * *,") }, "\(zone)")
      for wrong in [
        ["acme", "digest", "30 9 * *"], ["acme", "lunch", "0 12 * * *"], ["acme", "digest"],
        ["--zone", "Mars/Olympus", "close", "0 6 3 * *"], ["--zone", "Europe/Berlin", "close", "default"],
      ] {
        let answer = try await headway.run(["schedule", "set"] + wrong)
        #expect(answer.status == 2, "\(wrong): \(answer)")
      }
      #expect(try await headway.run(["schedule", "set", "nobody", "digest", "0 8 * * *"]).status == 3)
    }
  }
}
