internal import Hummingbird
internal import HummingbirdCore
internal import Store

/// Whether this service may be sent requests: the database answers, with the schema this binary works with.
///
/// How far the workers are behind is said beside it and turns nobody away: what is taken now is durable, and who sends
/// it elsewhere finds the same workers.
struct Readiness {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// 200 with a line for each thing that was looked at, or 503 with what is wrong and what to do.
  func answer() async -> Response {
    do {
      try await database.checkSchema()
      let lag = try await database.workLag()
      return .text("database: reachable\nmigrations: current\nworkers: \(lag.words)\n")
    } catch let error as StoreError {
      return .text("migrations: \(error)\n", status: .serviceUnavailable)
    } catch {
      // The reason names hosts and users, which are nobody's business out there.
      return .text("database: unreachable\n", status: .serviceUnavailable)
    }
  }
}
