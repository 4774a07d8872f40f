import Engine
import Foundation
import SampleClients
import Store
import TestSupport
import Testing

@testable import Service

/// The pages as a browser shows them, walked by `Tests/Browser/walk.py`. `make test` fetches what it
/// needs where it can; `HEADWAY_PYTHON` names another Python that has selenium and, to look for what axe finds, one of the
/// packages that carry it.
@Suite struct BrowserTests {
  private static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Browser/walk.py").standardized.path

  @Test(
    .enabled("Chromium, chromedriver or selenium is absent") {
      let asked =
        "import selenium, shutil, sys; sys.exit(not (shutil.which('chromium') and shutil.which('chromedriver')))"
      return try await ChildProcess.run(FoundTools.python, ["-c", asked]).status == 0
    }, .timeLimit(.minutes(60)))
  func aBrowserFindsNoFaultInAnyPage() async throws {
    try await RunningService.play { service in
      let day = try SampleAgency.today(at: Int64(Date().timeIntervalSince1970) * 1_000_000)
      let folder = try #require(try SampleAgency(today: day).folders.first { $0.slug == "feira" })
      let client = try await ShownClient.make(
        "feira", name: "Feira Viva", definition: folder.definition, leads: folder.leads.text,
        events: folder.events.text, in: service.database)
      try await client.define(folder.definition + "\n# The same, said again.\n")
      let lead = try #require(try await service.database.momentum(of: client.tenant, limit: 1)?.leads.first)
      let pages = [
        "", "?grain=week", "/momentum", "/leads/\(lead.lead.rawValue)", "/definition?version=2&against=1", "/alerts",
      ]
      .map { "/clients/feira" + $0 }
      for (viewer, paths) in [("agency", ["/", "/nowhere", "/signout"] + pages), ("feira", ["/"])] {
        let list = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).txt")
        try Data(paths.joined(separator: "\n").utf8).write(to: list)
        defer { try? FileManager.default.removeItem(at: list) }
        let browser = try await viewer == "agency" ? Browser.ofAgency(service) : Browser.ofClient(viewer, service)
        let cookie = try #require(browser.cookies.first)
        let walk = try await ChildProcess.run(
          FoundTools.python,
          [Self.script, service.url, "--pages", list.path, "--cookie", "\(cookie.key)=\(cookie.value)"])
        #expect(walk.status == 0, "\(viewer): \(walk.said)")
      }
    }
  }
}
