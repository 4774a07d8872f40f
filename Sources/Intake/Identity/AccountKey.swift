/// The company that a row belongs to, under the name by which rows share it.
///
/// The row's `domain`, else its e-mail's unless anybody can have an address there, else the
/// company's name unless it stands for none. Source: `Docs/Metrics.md`, section 2, "Account".
public enum AccountKey {
  /// - Parameters:
  ///   - domain: as written; an address of a page counts by its host.
  ///   - email: normalised or not.
  public static func of(domain: String? = nil, email: String? = nil, company: String? = nil) -> String? {
    if let domain, let host = host(domain) { return host }
    if let email, let host = mailHost(email) { return host }
    if let company { return name(company) }
    return nil
  }

  /// Lower-case, without scheme, path, port and `www.`; `nil` where it stands for no value.
  public static func host(_ text: String) -> String? {
    var host = trimmed(text).lowercased()[...]
    guard !WordLists.placeholders.contains(String(host)) else { return nil }
    if let scheme = host.firstRange(of: "://") { host = host[scheme.upperBound...] }
    host = host.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if let user = host.lastIndex(of: "@") { host = host[host.index(after: user)...] }
    if let port = host.lastIndex(of: ":"), host[port...].dropFirst().allSatisfy(\.isNumber) { host = host[..<port] }
    if host.hasPrefix("www.") { host = host.dropFirst(4) }
    while host.hasSuffix(".") { host = host.dropLast() }
    return usable(String(host), stops: WordLists.placeholders)
  }

  private static func mailHost(_ email: String) -> String? {
    let address = trimmed(email).lowercased()
    guard address.count(where: { $0 == "@" }) == 1, let sign = address.firstIndex(of: "@") else { return nil }
    guard let host = host(String(address[address.index(after: sign)...])) else { return nil }
    return FreeMailDomains.contains(host) ? nil : host
  }

  private static func name(_ company: String) -> String? {
    usable(trimmed(company).lowercased(), stops: WordLists.companyStops)
  }

  private static func usable(_ key: String, stops: Set<String>) -> String? {
    let composed = KeyNormaliser.composed(key)
    guard !composed.isEmpty, composed.utf8.count <= KeyNormaliser.longest, !stops.contains(composed) else { return nil }
    guard !composed.utf8.contains(where: { $0 < 0x20 }) else { return nil }
    return composed
  }

  private static func trimmed(_ text: String) -> String { withBytes(of: text) { $0.trimmed().string } }
}
