import Foundation
import Store

@testable import Service

/// Browsers that have come in, one for each service and viewer of it.
private actor Introduced {
  static let all = Introduced()
  private var browsers: [String: Browser] = [:]

  func cookies(of viewer: String, at service: RunningService) async throws -> [String: String] {
    let key = "\(service.url) \(viewer)"
    if let known = browsers[key] { return known.cookies }
    let browser = try await viewer == "agency" ? Browser.ofAgency(service) : Browser.ofClient(viewer, service)
    browsers[key] = browser
    return browser.cookies
  }
}

extension Browser {
  /// Came by a client's link.
  static func ofClient(_ slug: String, _ service: RunningService) async throws -> Browser {
    let tenant = try await service.database.tenants.named(slug)
    let now = Int64(Date.now.timeIntervalSince1970) * 1_000_000
    let link = try await service.database.links.create(for: tenant, until: now + 86_400_000_000, now: now)
    let browser = Browser(service)
    _ = try await browser.get("/link/\(link.token)")
    return browser
  }
}

extension RunningService {
  /// A page as somebody sees it: `agency`, or the slug of a client.
  func page(_ path: String, as viewer: String = "agency") async throws -> Reply {
    let cookies = try await Introduced.all.cookies(of: viewer, at: self)
    return try await get(path, headers: ["cookie": cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")])
  }
}
