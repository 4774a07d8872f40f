public import Engine
public import LibPQ
public import Store

/// Says that keys do not identify a person: appends a ban on each, and looks anew at everybody
/// who was held together by one.
///
/// A ban is for good, and for all leads: what shared the key stands apart from now on, unless
/// another key holds it together.
public struct LeadSplit: Sendable {
  let tenant: Tenant

  public init(tenant: Tenant) { self.tenant = tenant }

  public struct Outcome: Sendable, Hashable {
    public var banned: [IdentityKey]
    /// What the lead fell into; one when other keys hold it together.
    public var parts: [Part]
  }

  public struct Part: Sendable, Hashable {
    public var lead: LeadID
    /// The banned ones among them, which are still what its rows said.
    public var keys: [IdentityKey]
  }

  /// - Parameter keys: as they are shown (`email:info@acme.io`), or their value alone.
  public func run(_ reference: LeadReference, keys: [String], in session: inout Session) throws -> Outcome {
    guard var head = try session.run(LockHead(tenant: tenant.id)).first else { throw LeadFault.unknown(reference) }
    let lead = try session.lead(reference, of: tenant.id)
    let own = try session.run(KeyringsOfLeads(tenant: tenant.id, leads: [lead]))
    let bans = try keys.map { try Self.key($0, among: Keyring(own.flatMap(\.keys)).keys, of: lead) }
    try session.execute(InsertBans(tenant: tenant.id, keys: bans, arrival: Arrival(head.nextArrival)))
    head.nextArrival += 1

    let carriers = try session.run(KeyringsByKey(tenant: tenant.id, keys: bans))
    let touched = try session.run(
      KeyringsOfLeads(tenant: tenant.id, leads: Array(Set(carriers.map(\.lead)).union([lead]))))
    let assignment = LeadAssignment(tenant: tenant.id, identities: Set(tenant.identities))
    try assignment.settle(fresh: [], touched: touched, head: &head, token: makeToken(), in: &session)
    try session.execute(AdvanceHead(tenant: tenant.id, head: head))

    let now = try session.run(KeyringsByID(tenant: tenant.id, ids: own.map(\.id)))
    let parts = Dictionary(grouping: now, by: \.lead).mapValues { Keyring($0.flatMap(\.keys)).keys }
    return Outcome(banned: bans, parts: parts.sorted { $0.key < $1.key }.map { Part(lead: $0.key, keys: $0.value) })
  }

  private static func key(_ text: String, among keys: [IdentityKey], of lead: LeadID) throws -> IdentityKey {
    let normal = LeadReference(text).flatMap { if case .key(let key) = $0 { key } else { nil } }
    let found = keys.filter { $0.description == text || $0.value == text || $0 == normal }
    guard let key = found.first, found.count == 1 else { throw LeadFault.notItsKey(text, lead, keys: keys) }
    return key
  }
}
