internal import Hummingbird
internal import HummingbirdCore
internal import Store

/// Whether this service may be sent requests: the database answers, with the schema this binary works with, and
/// the workers are not far behind.
struct Readiness {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// 200 with a line for each thing that was looked at, or 503 with what is wrong and what to do.
  func answer() async -> Response {
    do {
      try await database.checkSchema()
      return .text("database: reachable\nmigrations: current\n")
    } catch let error as StoreError {
      return .text("migrations: \(error)\n", status: .serviceUnavailable)
    } catch {
      // The reason names hosts and users, which are nobody's business out there.
      return .text("database: unreachable\n", status: .serviceUnavailable)
    }
  }
}
