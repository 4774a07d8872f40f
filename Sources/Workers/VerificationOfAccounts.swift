internal import Engine
internal import LibPQ
internal import Store

extension Session {
  /// What is stored of accounts against what their leads make of them, as these are stored: the leads
  /// are held against the log by themselves.
  mutating func compareAccounts(
    of tenant: Tenant, _ live: Generation, _ rules: Rules, _ findings: inout Verification.Findings
  ) throws {
    let marked = Set(
      try run(Marks(tenant: tenant.id, limit: .max)).filter { $0.unit == .account }.map { AccountID($0.id) })
    var stored = Dictionary(
      try run(StoredAccounts(tenant: tenant.id, generation: live.number)).map { ($0.account, $0.momentum) },
      uniquingKeysWith: { $1 })
    try accounts(nil, tenant: tenant.id, generation: live.number, rules: rules) { computed in
      let held = stored.removeValue(forKey: computed.account)
      guard held != computed.momentum, !marked.contains(computed.account) else { return }
      findings.note(computed.account, stored: held, computed: computed.momentum)
    }
    for (account, held) in stored.sorted(by: { $0.key < $1.key }) where !marked.contains(account) {
      findings.note(account, stored: held, computed: nil)
    }
  }
}

extension Verification.Findings {
  fileprivate mutating func note(_ account: AccountID, stored: AccountMomentum?, computed: AccountMomentum?) {
    note(
      .init(
        subject: .account, place: "account \(account.rawValue)", stored: stored?.words ?? "nothing",
        computed: computed?.words ?? "nothing"))
  }
}

extension AccountMomentum {
  fileprivate var words: String {
    history.steps.map { step in
      let level = step.content
      return "\(step.from) \(level.momentum) of \(level.stakeholders)/\(level.stakeholdersBefore)"
        + (level.isSurging ? " surging" : "")
    }.joined(separator: ", ")
  }
}

extension OwnMomentum {
  var words: String {
    history.steps.map { step in
      let level = step.content
      return "\(step.from) \(level.velocity)\(level.frequency.signed)\(level.content.signed) gain \(level.gain)"
    }.joined(separator: ", ") + "; engaged on \(contacts.engagedLast.count) days; depths first on "
      + depthDays.days.map { $0?.description ?? "no day" }.joined(separator: ", ")
  }
}

extension Int {
  fileprivate var signed: String { self < 0 ? String(self) : "+\(self)" }
}
