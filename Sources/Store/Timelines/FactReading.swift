import Definitions
public import Engine
public import LibPQ
internal import SQLCatalog

extension Session {
  /// Streams the facts of leads (`nil`: of all) through the engine; calls `emit` with each lead, in
  /// order of id, and at the end with those whose person was erased, who have a timeline and no profile.
  /// Memory holds one lead's facts, and what is known of companies.
  ///
  /// Run it in a `read(as:)`: all facts then come from one snapshot.
  ///
  /// - Parameter trait: whose values each result brings along.
  public mutating func timelines(
    of leads: [LeadID]?, tenant: TenantID, rules: Rules, by trait: Trait? = nil, _ emit: (LeadResult) throws -> Void
  ) throws {
    if let leads, leads.count <= LandedRow.few,
      try timelines(ofSome: leads, tenant: tenant, rules: rules, by: trait, emit)
    {
      return
    }
    var feed = FactFeed(
      rules, accounts: try accountHistories(of: leads, tenant: tenant, zone: rules.zone), trait: trait)
    // 16 MB of sorting in memory instead of 4: a refresh of 1,000 leads never touches the disk. No keyring comes twice, so
    // remembering what was found for it is a third of the whole: 420 ms in place of 280 for 104,000 events.
    try simple("set local work_mem = '\(leads == nil ? "256MB" : "16MB")'; set local enable_memoize = off")
    try copyOutRows(FactsText.copy(of: leads, tenant: tenant, definition: rules.definition)) { row in
      try feed.take(&row, emit)
    }
    try feed.finish(emit)
    // Of whoever was erased the days are what is left, whatever the rules (Docs/Decisions/0025).
    for kept in try run(ErasedTimelines(tenant: tenant, leads: leads)) {
      try emit(LeadResult(lead: kept.lead, timeline: kept.timeline, profile: nil))
    }
  }

  /// Of a few leads, in one round trip: a COPY is planned anew each time, which takes longer than reading what they did.
  ///
  /// Returns `false`, and nothing is emitted, where they have more facts than are answered in one piece.
  private mutating func timelines(
    ofSome leads: [LeadID], tenant: TenantID, rules: Rules, by trait: Trait?, _ emit: (LeadResult) throws -> Void
  ) throws -> Bool {
    var feed: FactFeed?
    var erased: [StoredTimeline] = []
    try batch(
      AccountFactsOfSome(tenant: tenant, leads: leads), ErasedTimelines(tenant: tenant, leads: leads),
      each: FactsOfSome(tenant: tenant, leads: leads, read: FactsText.typesRead(by: rules.definition))
    ) { facts, kept, rows in
      guard rows <= FactsText.most else { return false }
      feed = FactFeed(rules, accounts: histories(facts, zone: rules.zone), trait: trait)
      erased = kept
      return true
    } _: { row in
      try feed?.take(&row, emit)
    }
    guard feed != nil else { return false }
    try feed?.finish(emit)
    for kept in erased { try emit(LeadResult(lead: kept.lead, timeline: kept.timeline, profile: nil)) }
    return true
  }

  /// What is known of the companies that these leads name (`nil`: of all).
  mutating func accountHistories(
    of leads: [LeadID]?, tenant: TenantID, zone: Zone
  ) throws -> [AccountID: AccountHistory] {
    guard let leads else { return histories(try run(AccountFacts(tenant: tenant)), zone: zone) }
    return leads.isEmpty ? [:] : histories(try run(AccountFactsOfSome(tenant: tenant, leads: leads)), zone: zone)
  }
}

private func histories(_ rows: [(account: AccountID, fact: AccountFact)], zone: Zone) -> [AccountID: AccountHistory] {
  Dictionary(grouping: rows, by: \.account).mapValues { AccountHistory($0.map(\.fact), zone: zone) }
}

/// The text of the COPY that streams facts. COPY takes no parameters; what is put in are numbers,
/// and type names as quoted literals.
enum FactsText {
  /// - Parameter definition: whose conditions say which events bring their properties; `nil`: all do.
  static func copy(of leads: [LeadID]?, tenant: TenantID, definition: Definition?) -> String {
    var some: String?
    if let leads { some = keyrings(of: "'{\(leads.map { String($0.rawValue) }.joined(separator: ","))}'::bigint[]") }
    let text = filled(
      keyrings: some ?? "core.keyring", isSome: some != nil, tenant: String(tenant.rawValue),
      read: definition.map(read) ?? "true")
    return "copy (\(text)) to stdout (format binary)"
  }

  /// The same for some leads with parameters: `$1` the tenant, `$2` the leads, `$3` the types of ``typesRead(by:)``, `$4`
  /// how many rows at most.
  ///
  /// The keyrings are looked up once, not for each kind of fact.
  static let ofSome = """
    with asked as materialized \(keyrings(of: "$2::bigint[]").replacing("{tenant}", with: "$1"))
    \(filled(keyrings: "asked", isSome: true, tenant: "$1", read: "e.type = any ($3::text[])"))
    limit $4
    """

  /// So many facts are answered in one piece, which is held in memory whole; more come as a stream.
  static let most = 5_000

  private static func filled(keyrings: String, isSome: Bool, tenant: String, read: String) -> String {
    SQL.Timeline.facts.withoutComments
      .replacing("{keyrings}", with: keyrings)
      .replacing("{each}", with: isSome ? "offset 0" : "")
      .replacing("{tenant}", with: tenant)
      .replacing("{read}", with: read)
  }

  /// Each lead's by a look into the index: a join might go through the keyrings of all.
  private static func keyrings(of leads: String) -> String {
    """
    (select k.* from unnest(\(leads)) as wanted (lead_id)
      cross join lateral (
        select * from core.keyring k where k.tenant_id = {tenant} and k.lead_id = wanted.lead_id offset 0) as k)
    """
  }

  /// Only events whose properties are asked for bring them along: the rest of the log's bulk stays
  /// where it is. A stage change is always asked where to.
  static func typesRead(by definition: Definition) -> [String] {
    let scored = definition.scoring.filter { $0.condition != nil }.map(\.event)
    let counted = definition.program.queries.filter { $0.condition != nil }.flatMap(\.types)
    return Set(scored + counted + [EventTypes.stage]).sorted()
  }

  private static func read(_ definition: Definition) -> String {
    let types = typesRead(by: definition)
    return "e.type in (\(types.map { "'\($0.replacing("'", with: "''"))'" }.joined(separator: ", ")))"
  }
}

/// The facts of a few leads, prepared once.
struct FactsOfSome: Statement {
  static let sql = SQLText(name: "timeline/facts_of_some", FactsText.ofSome)
  var tenant: TenantID
  var leads: [LeadID]
  var read: [String]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(leads)
    parameters.add(read)
    parameters.add(Int64(FactsText.most + 1))
  }
}

/// What is known of companies.
protocol CompanyFacts: Statement where Row == (account: AccountID, fact: AccountFact) {}

extension CompanyFacts {
  static func decode(_ row: inout RowReader) throws(PostgresError) -> (account: AccountID, fact: AccountFact) {
    let account: AccountID = try row.read()
    let arrival: Arrival = try row.read()
    let source = try row.string()
    let received = try row.day()
    let updated = try row.stringOrNil()
    let attributes = try row.json()
    do {
      return (
        account,
        try AccountFact(
          arrival: arrival, source: source, receivedDay: received, updatedAt: updated, attributes: attributes)
      )
    } catch {
      throw .misread(column: 6, wanted: "JSON", found: "\(error)")
    }
  }
}

/// Of all.
struct AccountFacts: CompanyFacts {
  static let sql = SQLText(SQL.Timeline.accountFacts)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
}

/// Of those that these leads name.
struct AccountFactsOfSome: CompanyFacts {
  static let sql = SQLText(SQL.Timeline.accountFactsOfSome)
  var tenant: TenantID
  var leads: [LeadID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(leads)
  }
}
