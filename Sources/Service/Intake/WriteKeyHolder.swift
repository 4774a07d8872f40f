internal import Engine

/// Whose messages a write key brings, and how they are read.
struct WriteKeyHolder: Sendable {
  var tenant: TenantID
  var slug: String
  var zone: Zone
  var identities: Set<KeyKind>
}

/// `nil`: the key is none, or is not in force. Throws where it cannot be known now.
typealias WriteKeyLookup = @Sendable (_ key: String) async throws -> WriteKeyHolder?
