internal import Engine

/// Who looks at the dashboard.
enum Viewer: Sendable, Hashable {
  /// Sees all clients.
  case agency
  /// Sees this one alone, and does not learn that there are others.
  case client(TenantID)

  /// `nil` for nobody: there is no page for them.
  init?(_ visitor: Visitor) {
    switch visitor {
    case .nobody: return nil
    case .agency: self = .agency
    case .client(let tenant, _, _): self = .client(tenant)
    }
  }

  func sees(_ tenant: TenantID) -> Bool {
    switch self {
    case .agency: true
    case .client(let own): own == tenant
    }
  }
}
