import Foundation
import Testing

/// What an operator types when a client has to come back, or to another server.
@Suite struct TenantRestoreCommandTests {
  private static let definition = "name: mql\nqualified:\n  ready: reached(\"mql\")\n"
  private static let leads = """
    external_id,email,created_at,mql_at
    1,ann@acme.test,2026-01-02,2026-01-05
    2,bob@acme.test,2026-02-02,2026-02-06

    """

  @Test func aDeletedClientComesBackAsItWas() async throws {
    try await withExport { headway, folder in
      let figures = try await headway.succeed(["lvr", "acme", "--format", "csv"]).output
      let schedules = try await headway.succeed(["schedule", "list", "acme", "--format", "csv"]).output
      #expect(schedules.contains("digest,acme,Europe/Berlin,30 9 * * mon-fri,skip,"), "\(schedules)")
      try await headway.succeed(["tenant", "delete", "acme", "--yes"])

      let restored = try await headway.succeed(["tenant", "restore", "acme", folder, "--format", "csv"])
      #expect(restored.output.hasPrefix("table,rows\n") && restored.output.contains("\nkeyring,2\n"), "\(restored)")
      #expect(restored.output.contains("\nschedule,1\n") && !restored.output.contains(",0\n"), "\(restored)")
      #expect(
        restored.errors.hasSuffix(
          "tenant 'acme' is restored; it has no logins yet: headway login create acme\n"), "\(restored)")
      #expect(try await headway.succeed(["lvr", "acme", "--format", "csv"]).output == figures)
      #expect(try await headway.succeed(["schedule", "list", "acme", "--format", "csv"]).output == schedules)
      #expect(try await headway.succeed(["rebuild", "acme", "--verify"]).status == 0)
      // It goes on from there.
      let more = try headway.file(
        "more.csv", "external_id,email,created_at,mql_at\n3,cy@acme.test,2026-02-02,2026-02-07\n")
      try await headway.succeed(["import", "leads", "acme", more])
      #expect(try await headway.succeed(["lvr", "acme", "--format", "csv"]).output != figures)
      #expect(try await headway.succeed(["doctor"]).errors == "all is well\n")

      let again = headway.home.appending(path: "again").path
      let copied = try await headway.succeed(["tenant", "restore", "copy", folder, "--quiet"])
      #expect(copied.errors.isEmpty, "\(copied)")
      try await headway.succeed(["tenant", "export", "copy", again])
      for file in ["schedule.csv", "lead.csv", "qualification.csv"] {
        #expect(
          FileManager.default.contentsEqual(atPath: folder + "/" + file, andPath: again + "/" + file), "\(file)")
      }
    }
  }

  @Test func whatCannotBeRestoredSaysSoAndMakesNobody() async throws {
    try await withExport { headway, folder in
      let empty = headway.home.appending(path: "empty").path
      try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
      try await refused(headway, "copy", headway.home.path + "/nowhere", 3, "there is no such folder")
      try await refused(headway, "copy", empty, 4, "this folder holds no export, or one that did not end")
      try await refused(headway, "acme", folder, 4, "tenant 'acme' exists already")
      try await refused(headway, "Not A Slug", folder, 4, "lower-case letters")
      #expect(try await headway.run(["tenant", "restore", "copy"]).status == 2)

      let keys = folder + "/identity.csv"
      let text = try String(contentsOfFile: keys, encoding: .utf8)
      try text.replacing("ann@", with: "eve@").write(toFile: keys, atomically: true, encoding: .utf8)
      try await refused(headway, "copy", folder, 4, "is not the file that was exported: its checksum is another")
      try await refused(headway, "copy", folder, 4, "identity.csv")
      try FileManager.default.removeItem(atPath: keys)
      try await refused(headway, "copy", folder, 4, "cannot be read")
      #expect(try await headway.look("select slug from guard.tenant") == [["acme"]])
    }
  }

  private func refused(
    _ headway: InstalledHeadway, _ slug: String, _ folder: String, _ status: Int32, _ sentence: String
  ) async throws {
    let answer = try await headway.run(["tenant", "restore", slug, folder])
    #expect(answer.status == status && answer.output.isEmpty, "\(answer)")
    #expect(answer.errors.contains(sentence) && answer.errors.split(separator: "\n").count >= 2, "\(answer)")
  }

  private func withExport(_ work: (InstalledHeadway, _ folder: String) async throws -> Void) async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme", zone: "Europe/Berlin", definition: Self.definition)
      try await headway.succeed(["import", "leads", "acme", try headway.file("leads.csv", Self.leads)])
      try await headway.succeed(["schedule", "set", "acme", "digest", "30 9 * * mon-fri", "--catch-up", "skip"])
      let folder = headway.home.appending(path: "export").path
      try await headway.succeed(["tenant", "export", "acme", folder])
      try await work(headway, folder)
    }
  }
}
