import Hummingbird
import HummingbirdCore
import Store

@testable import Service

/// Believes whoever says who they are, in a cookie `viewer`: `agency`, or the slug of a client.
struct Introduced: DashboardAccess {
  let database: Database

  func viewer(of request: Request, _ visit: Visit) async throws -> Viewer? {
    switch request.cookies["viewer"]?.value {
    case nil: nil
    case "agency": .agency
    case let slug?: .client(try await database.tenants.named(slug).id)
    }
  }
}

extension RunningService {
  /// A page as somebody sees it.
  func page(_ path: String, as viewer: String = "agency") async throws -> Reply {
    try await get(path, headers: ["cookie": "viewer=\(viewer)"])
  }
}
