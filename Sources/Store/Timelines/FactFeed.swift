public import Definitions
public import Engine
import LibPQ

/// Feeds the stream of facts to the engine, lead after lead, and hands on what it makes of each.
///
/// One feed serves the refresh of one lead and the rebuild of ten million events, so both agree.
/// It holds the facts of one lead at a time.
struct FactFeed {
  private var builder: TimelineBuilder
  private let accounts: [AccountID: AccountHistory]
  /// Their attributes as text, as far as they were asked for.
  private var companies: [AccountID: String] = [:]
  /// What the leads are to be told apart by, if by anything.
  private let trait: Trait?
  /// Gates that no lead has met so far; each lead takes away those that it meets on any day.
  var unmetGates: Set<Gate> = []
  private var lead: LeadID?
  private var records: [RecordFact] = []
  private var keyrings = KeyringSummary()
  /// Of the event at hand; one array for all.
  private var given: [ValueCode] = []

  /// What a lead makes of its momentum by itself; its account's part comes later, from all of them.
  private var momentum: MomentumBuilder?

  init(_ rules: Rules, accounts: [AccountID: AccountHistory], trait: Trait? = nil) {
    builder = TimelineBuilder(rules.definition, zone: rules.zone, collectsActivity: rules.model != nil)
    momentum = rules.model.map { MomentumBuilder($0) }
    self.accounts = accounts
    self.trait = trait
  }

  /// The columns of `timeline/facts.sql`.
  mutating func take(_ row: inout RowReader, _ emit: (LeadResult) throws -> Void) throws {
    let next = LeadID(try row.int64())
    if next != lead {
      try finish(emit)
      begin(next)
    }
    let kind = try row.int16()
    let arrival = Arrival(try row.int64())
    let at = try row.timestampOrNil()
    let local = try row.localTimestampOrNil()
    let isWholeDay = try row.bool()
    if kind == 3 {
      try takeEvent(&row, arrival: arrival, stamp: Stamp(at: at, local: local, isWholeDay: isWholeDay))
      return
    }
    if kind == 0 {
      keyrings.add(KeyringID(arrival.rawValue), firstAt: at ?? 0, try KeyringFact(&row))
      return
    }
    let type = try row.stringOrNil()
    let channel = try row.stringOrNil()
    guard case .map(let body) = try JSONReader.read(try row.string()) else { return }
    switch kind {
    case 1: add(RecordFact(arrival, source: type, channel: channel, body))
    default: if let deal = DealFact(arrival, status: type, body) { builder.add(deal) }
    }
  }

  /// Hands on the last lead.
  mutating func finish(_ emit: (LeadResult) throws -> Void) throws {
    guard let lead else { return }
    self.lead = nil
    let account = builder.accountKey.flatMap { Int64($0) }.map { AccountID($0) } ?? keyrings.account
    let history = account.flatMap { accounts[$0] }
    let timeline = builder.finish(account: history)
    guard let timeline, let state = builder.state(records) else {
      try emit(LeadResult(lead: lead, timeline: nil, profile: nil))
      return
    }
    if !unmetGates.isEmpty { unmetGates.subtract(builder.gatesEverHolding(among: unmetGates, account: history)) }
    let profile = Profile(
      account: account, stage: state.stage, externalID: keyrings.externalID ?? state.externalID,
      email: state.email ?? keyrings.email, name: state.name, title: state.title,
      attributes: Value.object(state.attributes).json,
      accountAttributes: account.map { companyAttributes(of: $0) } ?? Self.noAttributes, stages: state.stages)
    let values = trait?.history(of: state, records: records, account: history, zone: builder.zone)
    momentum?.begin()
    let own = momentum?.add(builder.activity) ?? nil
    try emit(LeadResult(lead: lead, timeline: timeline, profile: profile, momentum: own, values: values))
  }

  private static let noAttributes = "{}"

  /// The present attributes of a company as JSON, made once for all of its leads.
  private mutating func companyAttributes(of account: AccountID) -> String {
    guard let history = accounts[account] else { return Self.noAttributes }
    if let text = companies[account] { return text }
    let text = Value.object(history.present).json
    companies[account] = text
    return text
  }

  private mutating func begin(_ next: LeadID) {
    lead = next
    records.removeAll(keepingCapacity: true)
    keyrings = KeyringSummary()
    builder.begin()
  }

  private mutating func add(_ record: RecordFact) {
    builder.add(record)
    records.append(record)
  }

  /// The hot path: no `String` is made of a type, a channel or a property's value that was met
  /// before, and of the properties only those are read that the definition asks for.
  private mutating func takeEvent(_ row: inout RowReader, arrival: Arrival, stamp: Stamp) throws {
    let type = try row.withBytes { builder.classifier.code(ofType: $0) }
    guard let type else { return }
    let channel = try row.withBytes { builder.classifier.code(ofChannel: $0) }
    let asked = builder.classifier.properties(of: type)
    given.removeAll(keepingCapacity: true)
    if asked.isEmpty { try row.skip() } else { try row.withBytes { read(asked, in: $0) } }
    builder.add(builder.classifier.classify(type, given), at: builder.zone.read(stamp), arrival, channel: channel)
  }

  private mutating func read(_ asked: [String], in object: RawSpan) {
    for name in asked {
      given.append(
        JSONMember.find(name, in: object) { value in
          builder.classifier.code(spelled: value) { bytes in
            try? JSONReader.read(bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
          }
        } ?? .absent)
    }
  }
}

/// What the engine made of one lead. Without a timeline there is no such lead any more.
public struct LeadResult: Sendable {
  public var lead: LeadID
  public var timeline: Timeline?
  public var profile: Profile?
  /// `nil` also where it never engaged.
  public var momentum: OwnMomentum?
  /// Of the trait that was asked for.
  public var values: History<String?>?

  public init(
    lead: LeadID, timeline: Timeline?, profile: Profile?, momentum: OwnMomentum? = nil, values: History<String?>? = nil
  ) {
    self.lead = lead
    self.timeline = timeline
    self.profile = profile
    self.momentum = momentum
    self.values = values
  }
}

/// The row of `report.lead`.
public struct Profile: Sendable, Hashable {
  public var account: AccountID?
  public var stage: Stage
  public var externalID: String?
  public var email: String?
  public var name: String?
  public var title: String?
  /// JSON text, as is the next.
  public var attributes: String
  /// Of its company.
  public var accountAttributes: String
  /// The lifecycle stage from each day on; `lead` before the first.
  public var stages: History<Stage>
}

extension Stamp {
  init(at: Int64?, local: Int64?, isWholeDay: Bool) {
    if let local {
      self =
        isWholeDay
        ? .date(Day(clamping: Int(local / microsecondsInDay - (local % microsecondsInDay < 0 ? 1 : 0)))) : .local(local)
    } else {
      self = .instant(at ?? 0)
    }
  }
}

extension Value {
  fileprivate static func object(_ attributes: [String: Value]) -> Value {
    .map(Dictionary(attributes.map { (MapKey.string($0.key), $0.value) }, uniquingKeysWith: { $1 }))
  }
}
