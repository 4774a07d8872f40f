public import Definitions

/// Whether a URL may be sent to, decided by the addresses that its host has at this moment.
///
/// Every address has to be a public one, for whoever runs the name chooses among them. The caller then
/// connects to the very addresses that were checked and asks no second time: a name that means
/// another machine a moment later is of no use.
public struct TargetCheck: Sendable {
  private let allowsPrivate: Bool
  private let lookup: NameLookup

  public init(allowsPrivate: Bool, lookup: @escaping NameLookup = SystemNames.lookup) {
    self.allowsPrivate = allowsPrivate
    self.lookup = lookup
  }

  /// Why a URL is not sent to.
  public struct Refusal: Error, Sendable, Hashable {
    public let reason: String
  }

  /// The addresses to connect to, in order; at least one.
  public func addresses(of url: WebAddress) async throws -> [IPAddress] {
    guard url.scheme == .https || allowsPrivate else {
      throw Refusal(reason: "only https:// is sent to (HEADWAY_ALLOW_PRIVATE_TARGETS=1 allows http://)")
    }
    let addresses = if let address = IPAddress(url.host) { [address] } else { try await lookup(url.host) }
    guard !addresses.isEmpty else { throw Refusal(reason: "the host \(url.host) has no address") }
    if !allowsPrivate, let objection = addresses.lazy.compactMap(\.objection).first {
      throw Refusal(
        reason: "the host \(url.host) has \(objection), and HEADWAY_ALLOW_PRIVATE_TARGETS=1 is not set for the workers")
    }
    return addresses
  }
}
