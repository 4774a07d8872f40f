public import Definitions
public import Engine
internal import LibPQ

/// Why a lead has the momentum that it has on a day: each component with the row that applied and
/// the events behind it, and what becomes of it if nothing new comes.
public struct MomentumExplanation: Sendable {
  public var level: LeadMomentum.Level
  public var tierSince: Day
  public var components: [Part]
  /// How much more would make it hot; `nil` where it is.
  public var toHot: Int?
  /// The days to come on which momentum is another, in order, as far as nothing new comes.
  public var ahead: [Turn]

  public struct Part: Sendable {
    public var applied: MomentumModel.Applied
    /// In words; empty where there are none.
    public var events: String
  }

  public struct Turn: Sendable, Hashable {
    public var day: Day
    public var momentum: Int
    public var tier: Tier
  }
}

extension Session {
  /// `nil` where the lead had never engaged by the day.
  mutating func momentum(
    of lead: LeadID, tenant: TenantID, live: Standing.Live, words: FactWords
  ) throws -> MomentumExplanation? {
    let rules = try live.plan.rules()
    guard let model = rules.model,
      let stored = try run(StoredMomenta(tenant: tenant, generation: live.generation, leads: [lead])).first,
      let own = stored.own
    else { return nil }
    var around: AccountResult?
    if let account = stored.account {
      try accounts([account], tenant: tenant, generation: live.generation, rules: rules) { around = $0 }
    }
    let day = words.lead.day
    let whole = LeadMomentum(own, account: around?.momentum, model: model)
    guard let level = whole.value(on: day), let since = whole.tierChanges.last(where: { $0.day <= day })?.day else {
      return nil
    }
    var timelines = TimelineBuilder(rules.definition, zone: rules.zone, collectsActivity: true)
    timelines.begin()
    timelines.add(words.file.log)
    _ = timelines.finish(account: words.file.account)
    let builder = MomentumBuilder(model)
    guard let quantities = builder.quantities(of: timelines.activity, on: day, account: around?.momentum) else {
      return nil
    }
    let parts = model.applied(to: quantities).map { applied in
      MomentumExplanation.Part(
        applied: applied, events: words.events(behind: applied, model, mates: around?.members ?? [], of: lead))
    }
    return MomentumExplanation(
      level: level, tierSince: since, components: parts,
      toHot: level.tier == .hot ? nil : model.tiers.hot - level.momentum, ahead: whole.turns(after: day))
  }
}

extension LeadMomentum {
  /// The changes of the sum; those of its parts alone are left out.
  fileprivate func turns(after day: Day) -> [MomentumExplanation.Turn] {
    var momentum = value(on: day)?.momentum
    return history.steps.filter { $0.from > day }.compactMap { step in
      guard step.content.momentum != momentum else { return nil }
      momentum = step.content.momentum
      return MomentumExplanation.Turn(day: step.from, momentum: step.content.momentum, tier: step.content.tier)
    }
  }
}

extension FactWords {
  fileprivate func events(
    behind applied: MomentumModel.Applied, _ model: MomentumModel, mates: [StoredMomentum], of lead: LeadID
  ) -> String {
    func recent(_ events: [LeadDay.Happened], _ days: Int) -> [LeadDay.Happened] {
      events.filter { self.lead.day - $0.day < days }
    }
    switch applied.component {
    case .velocity:
      let gained = recent(self.lead.scored, model.windows.velocity.reduce(0, +))
      return gained.isEmpty ? "" : points(gained, within: nil)
    case .frequency:
      let windows = model.windows.frequency
      let engaged = recent(self.lead.engagements, windows.recent + windows.before)
      return engaged.isEmpty ? "" : events(engaged, within: nil)
    case .content:
      let engaged = recent(self.lead.engagements, model.windows.content.recent)
      let deepest = engaged.map(\.depth).max() ?? 0
      return deepest == 0 ? "" : events(engaged.filter { $0.depth == deepest }, within: nil)
    case .stakeholders:
      guard applied.rowIndex != nil else { return "" }
      let engaged = mates.filter { $0.lead != lead && $0.own?.value(on: self.lead.day)?.isRecent == true }
      let named = engaged.prefix(5).map { "lead \($0.lead.rawValue)" }.joined(separator: ", ")
      let more = engaged.count > 5 ? " and \(engaged.count - 5) more" : ""
      return engaged.isEmpty ? "" : "beside this one \(named)\(more)"
    }
  }
}
