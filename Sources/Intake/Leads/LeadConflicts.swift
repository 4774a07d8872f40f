public import Engine
public import LibPQ
public import Store

/// One lead that several external ids stand for: right after a change of CRM, wrong when two
/// people shared an address.
public struct LeadConflict: Sendable, Hashable {
  public var lead: LeadID
  public var externalIDs: [String]
  public var joins: [Join]

  /// Two groups of external ids, and what made them one person.
  public struct Join: Sendable, Hashable {
    public var left: [String]
    public var right: [String]
    /// The key that both carried; of an alias the keys that it names.
    public var keys: [IdentityKey]
    public var isAlias: Bool
  }
}

extension Session {
  /// Every lead that more than one external id stands for, by number.
  public mutating func leadConflicts(of tenant: Tenant) throws -> [LeadConflict] {
    let banned = Set(try run(Bans(tenant: tenant.id)).compactMap(\.self))
    let resolver = IdentityResolver(active: Set(tenant.identities), banned: banned)
    // A lead's keyrings resolve alone as they do among all: what joins them is theirs.
    let leads = Dictionary(grouping: try run(DoubtfulKeyrings(tenant: tenant.id)), by: \.lead)
    return leads.sorted { $0.key < $1.key }.flatMap { lead, keyrings in
      resolver.resolve(keyrings.map(HeldKeyring.init)).compactMap { resolved in
        resolved.conflict.map { LeadConflict(lead, $0, keyrings) }
      }
    }
  }
}

extension LeadConflict {
  fileprivate init(_ lead: LeadID, _ conflict: IdentityConflict, _ keyrings: [StoredKeyring]) {
    self.init(
      lead: lead, externalIDs: conflict.externalIDs,
      joins: conflict.joins.map { join in
        switch join.cause {
        case .key(let key): Join(left: join.left, right: join.right, keys: [key], isAlias: false)
        case .alias(let id):
          Join(
            left: join.left, right: join.right, keys: keyrings.first { $0.id == id }?.keys ?? [], isAlias: true)
        }
      })
  }
}
