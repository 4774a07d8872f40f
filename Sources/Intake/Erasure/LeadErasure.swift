public import Engine
public import LibPQ
public import Store

/// Takes a person out of a tenant's log and out of everything that was made of it (Docs/Decisions/0025).
///
/// What stays is the lead's number and the days that it counts on, so that no figure changes; the sums of
/// its deals, without their names; and a digest of each of its keys, by which intake refuses the person
/// from now on.
public struct LeadErasure: Sendable {
  let tenant: Tenant

  public init(tenant: Tenant) { self.tenant = tenant }

  public struct Outcome: Sendable, Hashable {
    public var lead: LeadID
    /// Whether there are days that it goes on counting on.
    public var isCounted: Bool
    public var removed: PersonRows.Removed
    /// Rows that imports had set aside.
    public var rejects = 0
    /// Messages over HTTP that were set aside.
    public var refusals = 0
    /// By which the person is known again.
    public var keys = 0
  }

  /// - Returns: `nil`, and nothing was changed, where the lead is behind its log: what is kept of it is
  ///   what readers see, so that has to be computed first.
  public func run(_ reference: LeadReference, in session: inout Session) throws -> Outcome? {
    guard var head = try session.run(LockHead(tenant: tenant.id)).first else { throw LeadFault.unknown(reference) }
    let lead = try session.lead(reference, of: tenant.id)
    if head.liveGeneration != nil, try session.run(IsBehind(tenant: tenant.id, lead: lead)) == [true] { return nil }
    let keyrings = try session.run(KeyringsOfLeads(tenant: tenant.id, leads: [lead]))
    let rows = PersonRows(
      tenant: tenant.id, lead: lead, merged: try session.run(MergedLeads(tenant: tenant.id, lead: lead)),
      keyrings: keyrings.map(\.id))
    let keys = Keyring(keyrings.flatMap(\.keys)).keys
    let person = Person(keys: keys, names: try rows.names(in: &session))
    // What others carry too says nothing of this person: a mailbox of many, the number of an office.
    let own = keys.filter { [shared = try rows.shared(keys, in: &session)] in !shared.contains($0) }

    var outcome = Outcome(lead: lead, isCounted: try rows.freeze(in: &session), removed: .init())
    let accounts = try rows.accounts(in: &session)
    outcome.removed = try rows.remove(in: &session)
    try rows.lift(bans: own, in: &session)
    let left = try rows.removeLonely(accounts, in: &session)
    outcome.rejects = try blankRejects(of: person, in: &session)
    outcome.refusals = try blankRefusals(of: person, in: &session)
    try rewordAlerts(about: person, in: &session)
    outcome.keys = try remember(own, in: &session)

    let token = makeToken()
    try session.mark(leads: [lead], of: tenant.id, token: token)
    if !left.isEmpty { try session.mark(accounts: left, of: tenant.id, token: token) }
    head.keyringEpoch += 1
    try session.execute(AdvanceHead(tenant: tenant.id, head: head))
    return outcome
  }

  private func remember(_ keys: [IdentityKey], in session: inout Session) throws -> Int {
    guard !keys.isEmpty,
      let salt = try session.run(OpenErasureSalt(tenant: tenant.id, fresh: ErasureKey.random())).first
    else { return 0 }
    let key = ErasureKey(salt)
    return try session.execute(KeepErasedKeys(tenant: tenant.id, digests: keys.map(key.digest)))
  }

  private func blankRejects(of person: Person, in session: inout Session) throws -> Int {
    let theirs = try session.run(KeptRejects(tenant: tenant.id)).filter { person.isMeant(by: RowCells($0.row)) }
    if !theirs.isEmpty { try session.execute(BlankRejects(tenant: tenant.id, rejects: theirs)) }
    return theirs.count
  }

  private func rewordAlerts(about person: Person, in session: inout Session) throws {
    for text in try session.run(AlertTexts(tenant: tenant.id)) {
      var reworded = text
      reworded.headline = person.removed(from: text.headline)
      reworded.reason = person.removed(from: text.reason)
      reworded.action = person.removed(from: text.action)
      if reworded != text { try session.execute(PutAlertText(tenant: tenant.id, text: reworded)) }
    }
  }
}
