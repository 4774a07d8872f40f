public import Engine

/// Says which keyrings are one person. Pure, and indifferent to the order of its input.
///
/// E-mail, LinkedIn and external id join wherever they are shared, and so does an alias. An
/// anonymous id or a telephone number is weaker: a device or a switchboard may be shared. It
/// belongs to the external id first seen with it and never joins two of them. What is seen with
/// no external id at all is then linked in the order of time, each link unless it would join
/// two external ids. Source: `Docs/Metrics.md`, section 2, "Identity".
///
/// An alias that names a weak key takes it out of that contest: the key is the alias's.
public struct IdentityResolver: Sendable {
  private let active: Set<KeyKind>
  private let banned: Set<IdentityKey>

  /// - Parameters:
  ///   - active: the kinds that the tenant's setting names.
  ///   - banned: keys that a split took out of use.
  public init(active: Set<KeyKind>, banned: Set<IdentityKey> = []) {
    self.active = active
    self.banned = banned
  }

  /// The kinds that are on where a tenant's setting says nothing.
  public static let defaultKinds: Set<KeyKind> = [.externalID, .email, .linkedin, .anonymousID]

  /// - Parameter keyrings: a closed set: every keyring that shares a key with one of them is
  ///   one of them. Each id once.
  /// - Returns: every keyring in exactly one lead; leads by the arrival of their founders.
  public func resolve(_ keyrings: [HeldKeyring]) -> [ResolvedLead] {
    let rings = keyrings.sorted { ($0.firstSeen, $0.firstArrival, $0.id) < ($1.firstSeen, $1.firstArrival, $1.id) }
    let graph = KeyGraph(rings, isUsed: { active.contains($0.kind) && !banned.contains($0) })
    let components = graph.components()
    let claims = Self.claims(rings)
    return components.map { lead(of: $0, rings, graph, claims) }.sorted { $0.order < $1.order }.map(\.lead)
  }

  /// Who holds an allotted id, should the log ever name it twice: the keyring that came first.
  private static func claims(_ rings: [HeldKeyring]) -> [LeadID: KeyringID] {
    var claims: [LeadID: (Arrival, KeyringID)] = [:]
    for ring in rings {
      guard let lead = ring.lead else { continue }
      let claim = (ring.firstArrival, ring.id)
      if claims[lead].map({ claim < $0 }) ?? true { claims[lead] = claim }
    }
    return claims.mapValues(\.1)
  }

  private func lead(
    of members: [Int], _ rings: [HeldKeyring], _ graph: KeyGraph, _ claims: [LeadID: KeyringID]
  ) -> (order: (Arrival, KeyringID), lead: ResolvedLead) {
    var first = (rings[members[0]].firstArrival, rings[members[0]].id)
    var lowest: LeadID?
    for ring in members.lazy.map({ rings[$0] }) {
      first = min(first, (ring.firstArrival, ring.id), by: <)
      if let lead = ring.lead, claims[lead] == ring.id { lowest = lowest.map { min($0, lead) } ?? lead }
    }
    let lead = ResolvedLead(
      lead: lowest, founder: first.1, keyrings: members.map { rings[$0].id }.sorted(),
      conflict: graph.conflict(among: members, rings))
    return (first, lead)
  }
}

private func min<T>(_ a: T, _ b: T, by precedes: (T, T) -> Bool) -> T { precedes(b, a) ? b : a }
