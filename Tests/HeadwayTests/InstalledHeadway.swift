import Foundation
import LibPQ
import TestSupport

/// Headway on a database of its own, with a home of its own, as an agency installs it on its server.
struct InstalledHeadway {
  let home: URL
  let place: TestDatabase

  /// Makes the database, runs `headway migrate`, and takes all of it away afterwards.
  static func with<Value>(_ body: (InstalledHeadway) async throws -> Value) async throws -> Value {
    let home = FileManager.default.temporaryDirectory.appending(path: "hw-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    let name = "e2e_\(UUID().uuidString.prefix(8).lowercased())"
    return try await withDatabase(name) { place in
      let installed = InstalledHeadway(home: home, place: place)
      _ = try await installed.succeed(["migrate"])
      return try await body(installed)
    }
  }

  var environment: [String: String] { ["HEADWAY_HOME": home.path, "HEADWAY_DATABASE_URL": place.conninfo] }

  func run(_ arguments: [String]) async throws -> HeadwayBinary.Outcome {
    try await HeadwayBinary.run(arguments, environment: environment)
  }

  /// Runs it and throws, with what it said, unless it ends with 0.
  @discardableResult
  func succeed(_ arguments: [String]) async throws -> HeadwayBinary.Outcome {
    let outcome = try await run(arguments)
    guard outcome.status == 0 else { throw Unsuccessful(arguments: arguments, outcome: outcome) }
    return outcome
  }

  struct Unsuccessful: Error {
    let arguments: [String]
    let outcome: HeadwayBinary.Outcome
  }

  /// A file in the home, for an import or a definition.
  func file(_ name: String, _ text: String) throws -> String {
    let url = home.appending(path: name)
    try text.write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }

  func tenant(_ slug: String, zone: String = "UTC", definition: String = "name: all\n") async throws {
    try await succeed(["tenant", "create", slug, "--name", slug, "--timezone", zone])
    try await succeed(["definition", "set", slug, try file("\(slug).yaml", definition)])
  }

  /// Rows as the superuser, whom no policy holds back.
  func look(_ text: String) async throws -> [[String?]] {
    let connection = try await Connection.open(place.conninfo)
    let rows = try await connection.query(text)
    await connection.close()
    return rows
  }
}
