internal import Engine
internal import Store

/// Whose messages a write key brings, and how they are read.
struct WriteKeyHolder: Sendable {
  var tenant: TenantID
  var slug: String
  var zone: Zone
  var identities: Set<KeyKind>
  /// Of a client that is suspended nothing is taken.
  var isActive: Bool
}

/// `nil`: the key is none, or is not in force. Throws where it cannot be known now.
typealias WriteKeyLookup = @Sendable (_ key: String) async throws -> WriteKeyHolder?

extension Doorkeeper {
  /// As ``holder(ofWriteKey:)``, with all that reading its messages needs.
  nonisolated func sender(withKey key: String) async throws -> WriteKeyHolder? {
    guard let tenant = try await holder(ofWriteKey: key) else { return nil }
    guard let zone = Zone(iana: tenant.timezone) else {
      throw StoreError.unfit(reason: "this machine does not know the time zone \(tenant.timezone)")
    }
    return WriteKeyHolder(
      tenant: tenant.id, slug: tenant.slug, zone: zone, identities: Set(tenant.identities),
      isActive: tenant.state == .active)
  }
}
