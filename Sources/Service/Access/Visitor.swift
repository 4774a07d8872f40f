internal import Engine
internal import Store

/// Who stands before a page, as the session in the browser's cookie says.
enum Visitor: Sendable, Hashable {
  case nobody
  /// Sees every client.
  case agency(BrowserSession)
  /// Came by a client's link: sees this client alone, and does not learn that there are others.
  case client(TenantID, slug: String, BrowserSession)

  /// `nil` for nobody.
  var session: BrowserSession? {
    switch self {
    case .nobody: nil
    case .agency(let session), .client(_, _, let session): session
    }
  }

  func sees(_ tenant: TenantID) -> Bool {
    switch self {
    case .nobody: false
    case .agency: true
    case .client(let own, _, _): own == tenant
    }
  }
}

/// A browser that has come in.
struct BrowserSession: Sendable, Hashable {
  let hash: SessionHash
  /// Microseconds since 1970.
  let validUntil: Int64
  /// Stands in every form of this browser's pages, as the field ``formField``: no other site knows it.
  let formToken: String

  static let formField = "form_token"
}
