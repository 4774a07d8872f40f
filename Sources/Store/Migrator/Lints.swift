public import LibPQ
internal import SQLCatalog

/// What a lint found: an object, and what is wrong with it.
public struct Offence: Sendable, Hashable {
  public let lint: String
  public let offender: String
  public let offence: String
}

/// The rules of `SQL/Lints`, each a SELECT that returns offences.
public enum Lints {
  public static func offences(on connection: Connection) async throws -> [Offence] {
    var found: [Offence] = []
    for lint in SQL.lints {
      found += try await connection.query(lint.text).map {
        Offence(lint: lint.name, offender: $0[0] ?? "", offence: $0[1] ?? "")
      }
    }
    return found
  }
}
