import Foundation
import MigratedDatabase
import Store
import TestSupport
import Testing

@testable import Service

/// Schemathesis makes thousands of requests of what `/openapi.json` says, right and wrong ones, and looks at every answer.
///
/// Runs where the program is: fetched by `make test`, on the path, or named by `HEADWAY_SCHEMATHESIS`.
@Suite(.enabled("schemathesis is not here, and make test could not fetch it") { await Schemathesis.isThere() })
struct SchemathesisTests {
  @Test func itFindsNothing() async throws {
    try await TwoClients.play { clients in
      let (status, report) = try await Schemathesis.run(
        clients.service.url, token: clients.agencyToken, tenant: clients.alpha.slug)
      #expect(status == 0, "\(report)")
      let made = try #require(report.firstMatch(of: /([0-9]+) generated/), "\(report)")
      #expect(Int(made.output.1) ?? 0 > 1_000, "so many requests that finding nothing means something")
    }
  }
}

enum Schemathesis {
  static func isThere() async -> Bool {
    (try? await ChildProcess.run(FoundTools.schemathesis, ["--version"]))?.status == 0
  }

  /// Most addresses are of a client and of leads that are there; the others show how strangers are answered.
  private static func configuration(tenant: String) -> String {
    """
    seed = 20261031
    [dictionaries.slugs]
    values = ["\(tenant)"]
    [dictionaries.leads]
    values = [1, 3, 25]
    [parameters]
    "path.slug" = { dictionary = "slugs", probability = 0.8 }
    "path.id" = { dictionary = "leads", probability = 0.6 }
    """
  }

  static func run(_ url: String, token: AccessKey, tenant: String) async throws -> (status: CInt, said: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "headway-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let configuration = folder.appending(path: "schemathesis.toml")
    try Self.configuration(tenant: tenant).write(to: configuration, atomically: true, encoding: .utf8)
    return try await ChildProcess.run(
      "/usr/bin/env",
      [
        // What it keeps of its own it keeps there.
        "-C", folder.path, FoundTools.schemathesis, "--config-file", configuration.path, "run", "\(url)/openapi.json",
        "--url", url, "--checks", "all",
        "--max-examples", "40", "--workers", "2", "--header", "Authorization: Bearer \(token.text)",
        "--generation-database", "none", "--no-color",
      ])
  }
}
