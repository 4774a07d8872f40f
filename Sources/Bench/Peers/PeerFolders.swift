public import Foundation
import LibPQ

/// Where peers come from.
public struct PeerFolders: Sendable {
  /// Their scripts: `Bench/peers` of a checkout.
  public var scripts: URL
  /// The virtual environment that the bench makes for them, and keeps.
  public var environment: URL

  public init(scripts: URL, environment: URL) {
    self.scripts = scripts
    self.environment = environment
  }
}

extension Conninfo {
  /// As libpq and everybody who follows it reads it from the environment.
  var environment: [String: String] {
    var variables: [String: String] = [:]
    let names = [
      "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
    ]
    for (keyword, name) in names { if let value = self[keyword] { variables[name] = value } }
    return variables
  }
}
