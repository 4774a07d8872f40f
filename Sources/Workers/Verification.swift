internal import Definitions
import Engine
internal import Intake
internal import LibPQ
public import Store

/// Computes everything that follows from a tenant's log anew, beside what is stored, and says
/// where they differ. Changes nothing but what a refresh changes: marks are worked off first.
///
/// All is read in one snapshot, a few thousand leads at a time.
public struct Verification: Sendable {
  let database: Database
  let tenant: Tenant

  /// Leads held in memory at once.
  static let batch = 5_000

  public init(_ database: Database, tenant: Tenant) {
    self.database = database
    self.tenant = tenant
  }

  /// One row that is not what the log says.
  public struct Difference: Sendable, Hashable {
    public enum Subject: String, Sendable, CaseIterable {
      case identity, deal, timeline, profile, momentum, account, count
    }
    public var subject: Subject
    /// `lead 17`, `deal D-4`, `2026-10-03 linkedin`.
    public var place: String
    public var stored: String
    public var computed: String
  }

  public struct Findings: Sendable, Hashable {
    public var leads = 0
    public var keyrings = 0
    public var deals = 0
    /// Changed while they were being looked at, and left to the next refresh.
    public var pending = 0
    public var differences: [Difference.Subject: Int] = [:]
    /// The first of them.
    public var examples: [Difference] = []

    /// Shown to a person; the number says how many there are.
    public static let shown = 20

    mutating func note(_ difference: Difference) {
      differences[difference.subject, default: 0] += 1
      if examples.count < Self.shown { examples.append(difference) }
    }
  }

  /// Throws `StoreError.busy` when another run is at work on the tenant.
  public func run(progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws -> Findings {
    guard try await Refresh(database, tenant: tenant.id).drain() != nil else {
      throw StoreError.busy(tenant: tenant.slug)
    }
    let tenant = tenant
    return try await database.read(as: tenant.id, within: .seconds(3600)) { session in
      var findings = Findings()
      try session.compareIdentities(of: tenant, &findings)
      guard let live = try session.run(Generations(tenant: tenant.id)).first(where: \.isLive) else {
        return findings
      }
      let rules = try live.plan.rules()
      try session.compareDeals(of: tenant, rules.zone, &findings)
      try session.compareLeads(of: tenant, live, rules, &findings, progress)
      try session.compareAccounts(of: tenant, live, rules, &findings)
      return findings
    }
  }
}

// MARK: - Who is who

extension Session {
  fileprivate mutating func compareIdentities(of tenant: Tenant, _ findings: inout Verification.Findings) throws {
    let banned = Set(try run(Bans(tenant: tenant.id)).compactMap(\.self))
    let stored = Dictionary(
      try run(AllKeyrings(tenant: tenant.id)).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    let numbers = Dictionary(
      try run(LeadNumbers(tenant: tenant.id)).map { ($0.lead, $0.mergedInto) }, uniquingKeysWith: { $1 })
    findings.keyrings = stored.count
    let resolver = IdentityResolver(active: Set(tenant.identities), banned: banned)
    for resolved in resolver.resolve(stored.values.map(HeldKeyring.init)) {
      for id in resolved.keyrings {
        guard let keyring = stored[id] else { continue }
        if keyring.lead != resolved.lead {
          findings.note(.identity(keyring, resolved.lead))
        }
        guard let own = keyring.allotted, let lead = resolved.lead else { continue }
        let expected = own == lead ? nil : lead
        if numbers[own] != .some(expected) {
          findings.note(.number(own, stored: numbers[own], expected: expected))
        }
      }
    }
  }
}

extension Verification.Difference {
  fileprivate static func identity(_ keyring: StoredKeyring, _ lead: LeadID?) -> Self {
    Self(
      subject: .identity, place: keyring.keys.map(\.description).joined(separator: " + "),
      stored: "lead \(keyring.lead.rawValue)", computed: lead.map { "lead \($0.rawValue)" } ?? "a lead of its own")
  }

  fileprivate static func number(_ lead: LeadID, stored: LeadID??, expected: LeadID?) -> Self {
    func words(_ target: LeadID?) -> String { target.map { "merged into \($0.rawValue)" } ?? "a lead" }
    return Self(
      subject: .identity, place: "lead \(lead.rawValue)", stored: stored.map(words) ?? "nothing",
      computed: words(expected))
  }
}

// MARK: - Deals

extension Session {
  fileprivate mutating func compareDeals(
    of tenant: Tenant, _ zone: Zone, _ findings: inout Verification.Findings
  ) throws {
    let ledger = DealLedger(tenant: tenant.id, zone: zone)
    let computed = Dictionary(
      try ledger.states(of: nil, in: &self).map { ($0.dealID, $0) }, uniquingKeysWith: { $1 })
    let stored = Dictionary(
      try run(StoredDeals(tenant: tenant.id)).map { ($0.dealID, $0) }, uniquingKeysWith: { $1 })
    findings.deals = computed.count
    for deal in Set(computed.keys).union(stored.keys).sorted() where computed[deal] != stored[deal] {
      findings.note(
        .init(
          subject: .deal, place: "deal \(deal)", stored: stored[deal]?.words ?? "nothing",
          computed: computed[deal]?.words ?? "nothing"))
    }
  }
}

extension DealEntry {
  fileprivate var words: String {
    [status, closedAt.map { "closed \($0)" }, amountMinor.map { "\($0) \(currency ?? "")" }, "row \(arrival.rawValue)"]
      .compactMap(\.self).joined(separator: ", ")
  }
}

// MARK: - Timelines, profiles, sums

extension Session {
  fileprivate mutating func compareLeads(
    of tenant: Tenant, _ live: Generation, _ rules: Rules, _ findings: inout Verification.Findings,
    _ progress: (Int) -> Void
  ) throws {
    let marked = Set(try run(MarkedLeads(tenant: tenant.id, generation: live.number)))
    findings.pending = marked.count
    var counts = DayCounts()
    var last = LeadID(0)
    while true {
      let leads = try run(
        LeadsAfter(tenant: tenant.id, generation: live.number, last: last, limit: Verification.batch))
      guard let first = leads.first, let end = leads.last else { break }
      var stored: [LeadID: LeadResult] = [:]
      for result in try run(
        StoredResults(tenant: tenant.id, generation: live.number, first: first, last: end))
      {
        stored[result.lead] = result
        if let timeline = result.timeline { counts.add(timeline) }
      }
      try timelines(of: leads, tenant: tenant.id, rules: rules) { computed in
        let held = stored.removeValue(forKey: computed.lead)
        if !marked.contains(computed.lead) { findings.compare(computed.lead, stored: held, computed: computed) }
      }
      for (lead, held) in stored.sorted(by: { $0.key < $1.key }) where !marked.contains(lead) {
        findings.compare(lead, stored: held, computed: nil)
      }
      findings.leads += leads.count
      progress(leads.count)
      last = end
    }
    try compareCounts(counts, of: tenant, live, &findings)
  }

  /// The sums against the timelines that are stored: a refresh moves them together.
  private mutating func compareCounts(
    _ computed: DayCounts, of tenant: Tenant, _ live: Generation, _ findings: inout Verification.Findings
  ) throws {
    let stored = Dictionary(
      try run(StoredCounts(tenant: tenant.id, generation: live.number)).map { ($0.key, $0.flow) },
      uniquingKeysWith: { $1 })
    for key in Set(stored.keys).union(computed.flows.keys).sorted() where stored[key] != computed.flows[key] {
      findings.note(
        .init(
          subject: .count, place: "\(key.day) \(key.channel)", stored: stored[key]?.words ?? "nothing",
          computed: computed.flows[key]?.words ?? "nothing"))
    }
  }
}

extension Verification.Findings {
  fileprivate mutating func compare(_ lead: LeadID, stored: LeadResult?, computed: LeadResult?) {
    let place = "lead \(lead.rawValue)"
    if stored?.timeline != computed?.timeline {
      note(
        .init(
          subject: .timeline, place: place, stored: stored?.timeline?.words ?? "nothing",
          computed: computed?.timeline?.words ?? "nothing"))
    }
    if stored?.momentum != computed?.momentum {
      note(
        .init(
          subject: .momentum, place: place, stored: stored?.momentum?.words ?? "nothing",
          computed: computed?.momentum?.words ?? "nothing"))
    }
    let (old, new) = (stored?.profile?.fields ?? [], computed?.profile?.fields ?? [])
    if old.count != new.count || zip(old, new).contains(where: { !$0.value.equals($1.value) }) {
      let names = zip(old, new).filter { !$0.value.equals($1.value) }.map(\.0.name)
      func words(_ fields: [Profile.Field]) -> String {
        fields.isEmpty
          ? "nothing"
          : fields.filter { names.contains($0.name) }.map { "\($0.name) \($0.value.json)" }.joined(separator: ", ")
      }
      note(.init(subject: .profile, place: place, stored: words(old), computed: words(new)))
    }
  }
}

extension Profile {
  fileprivate typealias Field = (name: String, value: Value)

  /// Attributes by value: PostgreSQL spells JSON in its own way.
  fileprivate var fields: [Field] {
    func text(_ text: String?) -> Value { text.map(Value.string) ?? .null }
    func json(_ text: String) -> Value { (try? JSONReader.read(text)) ?? .string(text) }
    return [
      ("account", account.map { .int($0.rawValue) } ?? .null), ("stage", .string(stage.name)),
      ("external_id", text(externalID)), ("email", text(email)), ("name", text(name)), ("title", text(title)),
      ("stages", .string(stages.steps.map { "\($0.from) \($0.content.name)" }.joined(separator: ", "))),
      ("attributes", json(attributes)), ("account_attributes", json(accountAttributes)),
    ]
  }
}

extension Timeline {
  fileprivate var words: String {
    let spans = spans.map { span in
      "\(span.from) … \(span.to?.description ?? "")\(span.reason.map { " " + $0.rawValue } ?? "")"
    }
    let passed = passedOn.map { ["passed through \($0)"] } ?? []
    return (["created \(createdDay) \(channel)"] + passed + spans).joined(separator: ", ")
  }
}

extension Flow {
  fileprivate var words: String {
    [
      ("created", created), ("entered", entered), ("converted", exitedConverted), ("disqualified", exitedDisqualified),
      ("decayed", exitedDecayed), ("criteria", exitedCriteria), ("passed through", passedThrough),
    ].filter { $0.1 != 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
  }
}
