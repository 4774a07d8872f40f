import Foundation
import Testing

/// What an operator types when something seems wrong, and before going home.
@Suite struct DoctorCommandTests {
  @Test func aSoundDatabaseIsSaidToBeWellAndAWarningIsNoFailure() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme", zone: "Europe/Berlin")
      let sound = try await headway.succeed(["doctor"])
      #expect(sound.errors == "all is well\n" && !sound.output.contains(" wrong "), "\(sound)")
      for check in ["connection", "server", "rights", "schema", "policies", "clock", "time zones", "work", "logins"] {
        #expect(sound.output.contains("\n\(check) "), "\(check): \(sound.output)")
      }
      let json = try await headway.succeed(["doctor", "--format", "json"]).output
      let findings = try #require(
        try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]], "\(json)")
      #expect(findings.count == 14 && findings.allSatisfy { $0["state"] as? String == "ok" }, "\(json)")

      _ = try await headway.look("update guard.tenant set state = 'deleting' where slug = 'acme' returning 1")
      let warned = try await headway.succeed(["doctor", "--format", "csv"])
      #expect(warned.errors == "nothing is wrong, 1 to look after\n", "\(warned)")
      #expect(warned.output.contains("\ntenants,warning,"), "\(warned)")
      #expect(warned.output.contains("headway tenant delete acme"), "\(warned)")
    }
  }

  /// What was given by hand is found, said with its remedy, and no worker starts on it.
  @Test func whatIsWrongIsSaidWithItsRemedyAndKeepsTheWorkersFromStarting() async throws {
    try await InstalledHeadway.with { headway in
      _ = try await headway.look("grant select on core.event to headway_reader")
      let wrong = try await headway.run(["doctor"])
      #expect(wrong.status == 1 && wrong.errors == "1 thing is wrong\n", "\(wrong)")
      let line = wrong.output.split(separator: "\n").first { $0.hasPrefix("policies ") } ?? ""
      #expect(line.contains("wrong") && line.contains("core.event"), "\(wrong)")
      #expect(line.contains("take back what was changed by hand"), "\(wrong)")
      let refused = try await headway.run(["worker", "--once"])
      #expect(refused.status == 4 && refused.errors.contains("this database is not safe to work on"), "\(refused)")
      #expect(refused.errors.contains("core.event"), "\(refused)")

      _ = try await headway.look("revoke select on core.event from headway_reader")
      #expect(try await headway.succeed(["doctor"]).errors == "all is well\n")
      #expect(try await headway.succeed(["worker", "--once"]).errors.contains("nothing was due"))
    }
  }

  @Test func aDatabaseWithoutHeadwayIsAFindingAndNoneAtAllIsUnreachable() async throws {
    try await InstalledHeadway.with { headway in
      // Of an agency whose home this is not.
      let foreign = try await HeadwayBinary.run(
        ["doctor"], environment: headway.environment.merging(["HEADWAY_HOME": headway.home.path + "-other"]) { $1 })
      #expect(foreign.status == 1 && foreign.errors == "1 thing is wrong\n", "\(foreign)")
      #expect(foreign.output.contains("schema") && foreign.output.contains("headway migrate"), "\(foreign)")
      let nowhere = try await headway.run(["doctor", "--database", "postgresql://127.0.0.1:1/none?connect_timeout=2"])
      #expect(nowhere.status == 5 && nowhere.output.isEmpty && nowhere.errors.contains("--database"), "\(nowhere)")
      #expect(try await headway.run(["doctor", "acme"]).status == 2)
      #expect(try await headway.run(["doctor", "--format", "xml"]).status == 2)
    }
  }
}
