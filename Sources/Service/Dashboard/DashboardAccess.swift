internal import Engine
internal import Hummingbird
internal import HummingbirdCore

/// Who looks at the dashboard.
enum Viewer: Sendable, Hashable {
  /// Sees all clients.
  case agency
  /// Sees this one alone, and does not learn that there are others.
  case client(TenantID)

  func sees(_ tenant: TenantID) -> Bool {
    switch self {
    case .agency: true
    case .client(let own): own == tenant
    }
  }
}

/// Says who looks: the one place where a page learns it.
protocol DashboardAccess: Sendable {
  /// `nil` for somebody who has not shown who they are.
  func viewer(of request: Request, _ visit: Visit) async throws -> Viewer?
}

/// Lets nobody in.
struct ClosedDashboard: DashboardAccess {
  func viewer(of request: Request, _ visit: Visit) -> Viewer? { nil }
}
