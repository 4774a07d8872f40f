internal import HTTPTypes

/// Whether a request that changes something comes from a page of ours.
///
/// Browsers say where a request comes from, and no page can make them lie. A program that is no browser says nothing;
/// it has no cookie of anybody's either. Whoever is signed in shows the token of the form besides.
struct SameSite: Sendable {
  let url: PublicURL

  func allows(_ headers: HTTPFields, authority: String?) -> Bool {
    if let site = Self.site.flatMap({ headers[$0] }), !["same-origin", "none"].contains(site) { return false }
    guard let origin = headers[.origin] else { return true }
    // Behind a proxy that tells us another host, the address that people use counts; without one, ours.
    guard let origin = PublicURL(origin) else { return false }
    return origin == url || origin.authority == authority.flatMap { PublicURL("\(origin.scheme)://\($0)") }?.authority
  }

  private static let site = HTTPField.Name("Sec-Fetch-Site")
}
