import Foundation
import TestSupport
import Testing

@Suite struct TenantCommandTests {
  @Test func aTenantIsMadeShownChangedSuspendedExportedAndDeleted() async throws {
    try await InstalledHeadway.with { headway in
      let create = [
        "tenant", "create", "acme", "--name", "Acme, Inc.", "--timezone", "Europe/Berlin", "--arr", "500000",
        "--currency",
        "eur", "--identities", "email,external_id", "--commitment", "12",
      ]
      #expect(try await headway.succeed(create).output.contains("acme"))
      let again = try await headway.succeed(create)
      #expect(again.errors.contains("exists already"))

      let shown = try await headway.succeed(["tenant", "show", "acme", "--format", "json"]).output
      #expect(
        shown.hasPrefix(
          #"{"slug": "acme", "name": "Acme, Inc.", "timezone": "Europe/Berlin", "currency": "EUR", "arr": 500000.00, "#
            + #""identities": "email,external_id", "commitment": 12, "state": "active""#), "\(shown)")
      try await headway.succeed(["tenant", "set", "acme", "--arr", "1200000.5", "--timezone", "Asia/Tokyo"])
      let listed = try await headway.succeed(["tenant", "list", "--format", "csv"]).output
      #expect(
        listed.contains(#"acme,"Acme, Inc.",Asia/Tokyo,EUR,1200000.50,"email,external_id",12,active"#), "\(listed)")

      try await headway.succeed(["tenant", "suspend", "acme"])
      let closed = try await headway.run(["definition", "list", "acme"])
      #expect(closed.status == 4 && closed.errors.contains("suspended"))
      try await headway.succeed(["tenant", "resume", "acme"])

      let folder = headway.home.appending(path: "export").path
      try await headway.succeed(["tenant", "export", "acme", folder])
      #expect(FileManager.default.fileExists(atPath: folder + "/manifest.json"))

      let asked = try await headway.run(["tenant", "delete", "acme"])
      #expect(asked.status == 4 && asked.errors.contains("--yes"))
      try await headway.succeed(["tenant", "delete", "acme", "--yes"])
      #expect(try await headway.run(["tenant", "show", "acme"]).status == 3)
    }
  }

  @Test func aListIsMadeWholeOrNotAtAll() async throws {
    try await InstalledHeadway.with { headway in
      let header = "slug,name,timezone,arr,currency,identities,commitment\n"
      let good = try headway.file(
        "good.csv", header + "one,One,UTC,1000,USD,,\ntwo,\"Two, Ltd\",Asia/Tokyo,,JPY,email,5\n")
      try await headway.succeed(["tenant", "create", "--from", good])
      #expect(
        try await headway.look("select slug, name, arr_minor from guard.tenant order by 1") == [
          ["one", "One", "100000"], ["two", "Two, Ltd", nil],
        ])
      #expect(
        try await headway.succeed(["tenant", "create", "--from", good]).errors.contains("2 of 2 existed already"))

      for (name, rows, reason) in [
        ("slug.csv", "three,Three,UTC,,,,\nNot A Slug,Four,UTC,,,,\n", "line 3"),
        ("zone.csv", "three,Three,UTC,,,,\nfour,Four,Mars/Olympus,,,,\n", "line 3"),
        ("amount.csv", "three,Three,UTC,a lot,,,\n", "line 2"), ("name.csv", "three,,UTC,,,,\n", "line 2"),
        ("width.csv", "three,Three\n", "line 2"),
      ] {
        let outcome = try await headway.run(["tenant", "create", "--from", try headway.file(name, header + rows)])
        #expect(outcome.status == 4 && outcome.errors.contains(reason), "\(name): \(outcome.errors)")
      }
      let unknown = try await headway.run([
        "tenant", "create", "--from", try headway.file("column.csv", "slug,name,timezon\nx,X,UTC\n"),
      ])
      #expect(unknown.status == 4 && unknown.errors.contains("timezon"))
      #expect(try await headway.look("select count(*) from guard.tenant") == [["2"]])
    }
  }

  @Test(arguments: [
    (["tenant", "create", "x", "--name", "X", "--timezone", "Europe/Berlim"], Int32(4), "no time zone"),
    (["tenant", "create", "Up", "--name", "X", "--timezone", "UTC"], 4, "lower-case"),
    (["tenant", "create", "x", "--name", "X", "--timezone", "UTC", "--currency", "dollar"], 4, "no currency"),
    (["tenant", "create", "x", "--timezone", "UTC"], 2, "--name"), (["tenant", "create"], 2, "--from"),
    (["tenant", "show", "nobody"], 3, "no tenant 'nobody'"), (["tenant", "set", "nobody"], 2, "what to set"),
    (["tenant", "set", "nobody", "--arr", "1"], 3, "no tenant"), (["login", "create", "nobody"], 3, "no tenant"),
    (["login", "create"], 2, "--agency"), (["login", "revoke", "headway_worker", "--yes"], 3, "no login"),
    (["psql", "nobody"], 3, "no tenant"), (["definition", "show", "nobody"], 3, "no tenant"),
    (["definition", "templates", "nope"], 3, "no template"),
    (["definition", "check", "nowhere.yaml"], 3, "no such file"),
  ])
  func whatCannotBeSaysSoAndEndsWithItsStatus(arguments: [String], status: Int32, sentence: String) async throws {
    try await InstalledHeadway.with { headway in
      let outcome = try await headway.run(arguments)
      #expect(outcome.status == status && outcome.errors.contains(sentence) && outcome.output.isEmpty, "\(outcome)")
      #expect(try await headway.look("select count(*) from guard.tenant") == [["0"]])
    }
  }
}
