import Definitions
public import Engine
public import LibPQ
internal import SQLCatalog

/// What a refresh has looked at: whose momentum may be worth a word.
public struct Looked: Sendable {
  /// Accounts with all their leads.
  public var accounts: [AccountResult]
  /// Leads of no account.
  public var loners: [StoredMomentum]

  public init(accounts: [AccountResult], loners: [StoredMomentum]) {
    self.accounts = accounts
    self.loners = loners
  }

  /// Of what was computed, the leads that engaged and have no account.
  public init(loners results: [LeadResult]) {
    accounts = []
    loners = results.filter { $0.momentum != nil && $0.profile?.account == nil }
      .map { StoredMomentum(lead: $0.lead, account: nil, own: $0.momentum) }
  }
}

extension Looked {
  /// Of whom something will be to tell after a day though nothing happens, and when first.
  public func watches(under rules: Rules, after day: Day) -> [(watch: Watch, due: Day)] {
    guard let model = rules.model else { return [] }
    var round = TellingRound(day: day, promotes: false, model: model, zone: rules.zone)
    for account in accounts { round.look(at: account) }
    for lead in loners { round.look(at: lead, account: nil) }
    return round.watches
  }
}

extension Session {
  /// Tells what became so on a day, each occasion once: writes alerts, does what the tenant's
  /// workflows say, and notes on which days to come something will be to tell though nothing happens.
  ///
  /// To be called in the transaction that writes the timelines, so that nothing is told of figures
  /// that nobody can see, and nothing seen is left untold. Returns the numbers of the new alerts.
  ///
  /// - Parameters:
  ///   - day: today. What was so before it is history, and never told.
  ///   - workflows: Those that are on, where they were read already.
  @discardableResult
  public mutating func tell(
    _ looked: Looked, of tenant: TenantID, generation: Int32, rules: Rules, on day: Day,
    workflows: Set<Workflow>? = nil
  ) throws -> [Int64] {
    guard let model = rules.model else { return [] }
    let workflows = try workflows ?? Set(run(Workflows(tenant: tenant)).compactMap(\.self))
    var round = TellingRound(day: day, promotes: workflows.contains(.promotion), model: model, zone: rules.zone)
    for account in looked.accounts { round.look(at: account) }
    for lead in looked.loners { round.look(at: lead, account: nil) }
    try settle(round.watches, looked, of: tenant)
    try dropKnown(&round, of: tenant)
    let news = try signalAlerts(looked.accounts.map(\.account), of: tenant, rules: rules, on: day)
    guard !round.occasions.isEmpty || !round.joined.isEmpty || !round.promotions.isEmpty || !news.isEmpty else {
      return []
    }

    // Whatever the clock says meanwhile: the words are of the day that is told of.
    _ = try run(AnswerAsOf(day: day))
    let leads = Set(round.occasions.map(\.lead)).union(round.promotions).sorted()
    let subjects = Dictionary(
      try run(AlertSubjects(tenant: tenant, generation: generation, leads: leads))
        .filter { $0.uncallable == nil }.map { ($0.lead, $0) }, uniquingKeysWith: { $1 })
    try promote(round.promotions.filter { subjects[$0]?.stage == Stage.lead.name }, of: tenant, on: day)
    let turnedHot = round.occasions.filter { $0.occasion == .hot }.map(\.lead).filter { subjects[$0] != nil }
    let assigned = workflows.contains(.hot) ? try handOver(turnedHot, subjects, of: tenant) : [:]
    let alerts =
      round.occasions.compactMap { told in
        subjects[told.lead].map { NewAlert(told, $0, assignedTo: assigned[told.lead] ?? $0.assignedTo) }
      } + (try joinedAlerts(round, of: tenant)) + news
    return try insert(alerts, of: tenant, on: day)
  }

  /// Stores alerts, each occasion once, with a message for every sink that wants them. Returns the
  /// numbers of those that are new.
  @discardableResult
  mutating func insert(_ alerts: [NewAlert], of tenant: TenantID, on day: Day) throws(PostgresError) -> [Int64] {
    guard !alerts.isEmpty else { return [] }
    let stored = try run(InsertAlerts(tenant: tenant, day: day, alerts: alerts))
    if !stored.isEmpty { try fanOut(stored, of: tenant) }
    return stored
  }

  private mutating func settle(
    _ watches: [(watch: Watch, due: Day)], _ looked: Looked, of tenant: TenantID
  ) throws(PostgresError) {
    let waiting = Set(watches.map(\.watch))
    let leads = looked.loners.map(\.lead) + looked.accounts.flatMap { $0.members.map(\.lead) }
    let idle =
      (leads.map { Watch(unit: .lead, id: $0.rawValue) }
      + looked.accounts.map { Watch(unit: .account, id: $0.account.rawValue) }).filter { !waiting.contains($0) }
    if !watches.isEmpty { try post(PutWatches(tenant: tenant, watches: watches)) }
    if !idle.isEmpty { try post(RemoveWatches(tenant: tenant, watches: idle)) }
  }

  private mutating func dropKnown(_ round: inout TellingRound, of tenant: TenantID) throws(PostgresError) {
    if !round.occasions.isEmpty {
      let known = Set(try run(KnownFirings(tenant: tenant, firings: round.occasions.map(\.firing))))
      round.occasions.removeAll { known.contains($0.firing) }
    }
    if !round.joined.isEmpty {
      // Once in 7 days.
      let lately = Set(
        try run(JoinedLately(tenant: tenant, accounts: Array(round.joined.keys), after: round.day - 7)))
      round.joined = round.joined.filter { !lately.contains($0.key) }
    }
  }

  private mutating func joinedAlerts(_ round: TellingRound, of tenant: TenantID) throws(PostgresError) -> [NewAlert] {
    guard !round.joined.isEmpty else { return [] }
    return try run(AccountNames(tenant: tenant, accounts: round.joined.keys.sorted())).map { account, key in
      let joined = round.joined[account] ?? 0
      return NewAlert(
        kind: .stakeholdersJoined, firing: "stakeholders_joined:\(account.rawValue):\(round.day)", account: account,
        headline: key,
        reason: "\(joined) of its people engaged in the last 7 days who had not in the 30 days before",
        action: "Find out who decides, reach those who are new, bring in an executive")
    }
  }

  /// Tags leads, and gives those that are nobody's to the SDRs whose turn it is.
  private mutating func handOver(
    _ leads: [LeadID], _ subjects: [LeadID: AlertSubject], of tenant: TenantID
  ) throws(PostgresError) -> [LeadID: String] {
    guard !leads.isEmpty else { return [:] }
    try execute(TagLeads(tenant: tenant, leads: leads, tag: Workflow.hotTag))
    let all = try run(SDRs(tenant: tenant))
    var turn = all.map(\.lastTurn).max() ?? 0
    var queue = all.filter { !$0.isPaused }.map(\.name)[...]
    var assigned: [LeadID: String] = [:]
    var turns: [String: Int64] = [:]
    for lead in leads where subjects[lead]?.assignedTo == nil {
      guard let next = queue.popFirst() else { break }
      queue.append(next)
      turn += 1
      turns[next] = turn
      assigned[lead] = next
    }
    if !assigned.isEmpty {
      try execute(AssignLeads(tenant: tenant, assignments: assigned.map { ($0.key, $0.value) }))
      for (name, turn) in turns { try execute(TurnSDR(tenant: tenant, name: name, turn: turn)) }
    }
    return assigned
  }

  /// The lead is marked, so that the next round computes it with its new stage.
  private mutating func promote(_ leads: [LeadID], of tenant: TenantID, on day: Day) throws(PostgresError) {
    guard !leads.isEmpty else { return }
    let keyrings = try run(FirstKeyrings(tenant: tenant, leads: leads))
    let promotions = keyrings.map { (firing: "promotion:\($0.lead.rawValue):\(day)", keyring: $0.keyring) }
    try execute(PromoteLeads(tenant: tenant, promotions: promotions))
    try mark(leads: leads, of: tenant)
  }
}

/// What is found to tell while leads and accounts are looked at.
private struct TellingRound {
  struct Told {
    var lead: LeadID
    var account: AccountID?
    var occasion: Occasion
    var firing: String
  }

  let day: Day
  let promotes: Bool
  let model: MomentumModel
  let zone: Zone
  var occasions: [Told] = []
  /// Accounts, and how many joined.
  var joined: [AccountID: Int] = [:]
  var promotions: Set<LeadID> = []
  var watches: [(watch: Watch, due: Day)] = []

  init(day: Day, promotes: Bool, model: MomentumModel, zone: Zone) {
    self.day = day
    self.promotes = promotes
    self.model = model
    self.zone = zone
  }

  mutating func look(at account: AccountResult) {
    for member in account.members { look(at: member, account: account.momentum) }
    // Fewer than three cannot be three who joined; a mate that has long been silent joins nothing.
    guard account.members.count >= 3 else { return }
    let engaged = account.members.map { member in
      (member.own?.contacts.engagedLast ?? []).map { zone.day(ofInstant: $0) }
    }
    if let count = AccountMomentum.stakeholdersJoined(engaged, on: day) { joined[account.account] = count }
    if let due = (1..<7).map({ day + $0 }).first(where: {
      AccountMomentum.stakeholdersJoined(engaged, on: $0) != nil
        && AccountMomentum.stakeholdersJoined(engaged, on: $0 - 1) == nil
    }) {
      watches.append((Watch(unit: .account, id: account.account.rawValue), due))
    }
  }

  mutating func look(at lead: StoredMomentum, account: AccountMomentum?) {
    guard let own = lead.own else { return }
    let turns = [own.history.steps.last?.from, account?.history.steps.last?.from].compactMap(\.self).max() ?? .min
    // Of most leads nothing has changed for long, and nothing will.
    guard turns >= day || promotes else { return }
    var momentum = LeadMomentum(own, account: account, model: model, since: day - 1)
    if momentum.warms(from: day) { momentum = LeadMomentum(own, account: account, model: model) }
    for occasion in momentum.occasions(on: day) {
      occasions.append(
        Told(
          lead: lead.lead, account: lead.account, occasion: occasion,
          firing: occasion.firing(lead: lead.lead, day: day)))
    }
    if promotes, let now = momentum.value(on: day), now.momentum >= Workflow.promoting { promotions.insert(lead.lead) }
    if let due = momentum.nextOccasion(after: day) {
      watches.append((Watch(unit: .lead, id: lead.lead.rawValue), due))
    }
  }
}

extension Occasion {
  fileprivate func firing(lead: LeadID, day: Day) -> String {
    switch self {
    case .hot: "hot:\(lead.rawValue):\(day)"
    case .momentumJump: "momentum_jump:\(lead.rawValue):\(day)"
    // Once a cold spell, whenever it ends.
    case .rewarmed(let coldSince): "rewarmed:\(lead.rawValue):\(coldSince)"
    }
  }
}

extension NewAlert {
  fileprivate init(_ told: TellingRound.Told, _ subject: AlertSubject, assignedTo: String?) {
    let (kind, what): (Kind, String) =
      switch told.occasion {
      case .hot: (.hot, "turned hot, momentum \(subject.momentum)")
      case .momentumJump(let rise): (.momentumJump, "momentum rose by \(rise) in a day, to \(subject.momentum)")
      case .rewarmed(let cold): (.rewarmed, "warm again, momentum \(subject.momentum), cold since \(cold)")
      }
    self.init(
      kind: kind, firing: told.firing, lead: told.lead, account: subject.accountID, headline: subject.headline,
      reason: subject.reason.isEmpty ? what : "\(what): \(subject.reason)", action: subject.action,
      dueBy: subject.dueBy,
      momentum: subject.momentum, tier: subject.tier, assignedTo: assignedTo)
  }
}
