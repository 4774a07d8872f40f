public import Definitions

/// How a row came in. The rules for undated values and stages compare a row only with
/// earlier rows of the same kind: a nightly file knows nothing of what the API said.
public enum SourceKind: String, Hashable, Sendable {
  case file
  case api
}

/// One row of a leads file or one `identify`: what it says about a prospect.
public struct RecordFact: Sendable {
  public var arrival: Arrival
  public var receivedDay: Day
  public var source: SourceKind
  public var createdAt: Stamp?
  /// The file's `updated_at` or the call's timestamp; without it the row's values are undated.
  public var updatedAt: Stamp?
  /// The named columns too. `.null` is an explicit JSON null, which clears; an empty cell is absent.
  public var attributes: [String: Value]
  /// The normalised account key of this row alone, from its domain, e-mail or company.
  public var accountKey: String?
  /// A bare `stage`: what the row says the stage is, not when it changed.
  public var stage: Stage?
  /// The dated columns `mql_at`, `sql_at`, ….
  public var stageDates: [Stage: Stamp]
  public var channel: String?

  public init(
    arrival: Arrival, receivedDay: Day, source: SourceKind, createdAt: Stamp? = nil, updatedAt: Stamp? = nil,
    attributes: [String: Value] = [:], accountKey: String? = nil, stage: Stage? = nil,
    stageDates: [Stage: Stamp] = [:], channel: String? = nil
  ) {
    self.arrival = arrival
    self.receivedDay = receivedDay
    self.source = source
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.attributes = attributes
    self.accountKey = accountKey
    self.stage = stage
    self.stageDates = stageDates
    self.channel = channel
  }
}

/// Something that happened. A stage change is an event of type `stage` whose property `to`
/// names the stage; with an unknown `to` it is an event that changes nothing.
public struct EventFact: Sendable {
  public var arrival: Arrival
  /// Kept as written: changing the tenant's zone reads it anew.
  public var at: Stamp
  public var type: String
  public var channel: String?
  public var properties: [String: Value]

  public init(
    arrival: Arrival, at: Stamp, type: String, channel: String? = nil, properties: [String: Value] = [:]
  ) {
    self.arrival = arrival
    self.at = at
    self.type = type
    self.channel = channel
    self.properties = properties
  }
}

/// One row about a deal. The engine is given every row and folds them to the latest state:
/// a later file may take a won deal back.
public struct DealFact: Sendable {
  public enum Status: String, Hashable, Sendable {
    case open
    case won
    case lost
  }

  public var arrival: Arrival
  public var dealID: String
  public var status: Status
  public var createdAt: Stamp?
  /// Counts only when the deal is won or lost: CRMs keep the expected date here.
  public var closedAt: Stamp?
  public var updatedAt: Stamp?
  public var amountMinor: Int64?
  public var currency: String?

  public init(
    arrival: Arrival, dealID: String, status: Status, createdAt: Stamp? = nil, closedAt: Stamp? = nil,
    updatedAt: Stamp? = nil, amountMinor: Int64? = nil, currency: String? = nil
  ) {
    self.arrival = arrival
    self.dealID = dealID
    self.status = status
    self.createdAt = createdAt
    self.closedAt = closedAt
    self.updatedAt = updatedAt
    self.amountMinor = amountMinor
    self.currency = currency
  }
}

/// What a row says about a company. An account has no created day, so its first undated
/// value, and the earliest value from a file, hold since ever.
public struct AccountFact: Sendable {
  public var arrival: Arrival
  public var receivedDay: Day
  public var source: SourceKind
  public var updatedAt: Stamp?
  public var attributes: [String: Value]

  public init(
    arrival: Arrival, receivedDay: Day, source: SourceKind, updatedAt: Stamp? = nil, attributes: [String: Value] = [:]
  ) {
    self.arrival = arrival
    self.receivedDay = receivedDay
    self.source = source
    self.updatedAt = updatedAt
    self.attributes = attributes
  }
}

/// Everything the log knows of one lead, its keyrings' facts in any order: the engine
/// sorts by time and arrival itself.
public struct LeadLog: Sendable {
  public var records: [RecordFact]
  public var events: [EventFact]
  public var deals: [DealFact]

  public init(records: [RecordFact] = [], events: [EventFact] = [], deals: [DealFact] = []) {
    self.records = records
    self.events = events
    self.deals = deals
  }
}
