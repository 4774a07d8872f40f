public import Engine
import LibPQ

/// A leads row on its way into the log.
public struct RecordEntry: Sendable, Hashable {
  public var arrival: Arrival
  public var keyring: KeyringID
  public var source: SourceKind
  public var receivedDay: Day
  /// When its keys were seen together: microseconds since 1970.
  public var sightedAt: Int64
  public var createdAt: Stamp?
  public var updatedAt: Stamp?
  public var account: AccountID?
  public var stage: String?
  /// JSON text of the dated stages, by name.
  public var stageDates: String?
  public var channel: String?
  /// JSON text.
  public var attributes: String

  public init(
    arrival: Arrival, keyring: KeyringID, source: SourceKind, receivedDay: Day, sightedAt: Int64, createdAt: Stamp?,
    updatedAt: Stamp?, account: AccountID?, stage: String?, stageDates: String?, channel: String?, attributes: String
  ) {
    self.arrival = arrival
    self.keyring = keyring
    self.source = source
    self.receivedDay = receivedDay
    self.sightedAt = sightedAt
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.account = account
    self.stage = stage
    self.stageDates = stageDates
    self.channel = channel
    self.attributes = attributes
  }
}

/// What a leads row says of a company, on its way into the log.
public struct AccountEntry: Sendable, Hashable {
  public var account: AccountID
  public var arrival: Arrival
  public var source: SourceKind
  public var receivedDay: Day
  public var updatedAt: Stamp?
  /// JSON text.
  public var attributes: String

  public init(
    account: AccountID, arrival: Arrival, source: SourceKind, receivedDay: Day, updatedAt: Stamp?, attributes: String
  ) {
    self.account = account
    self.arrival = arrival
    self.source = source
    self.receivedDay = receivedDay
    self.updatedAt = updatedAt
    self.attributes = attributes
  }
}

/// One row ever given for a deal, or the state that follows from all of them.
public struct DealEntry: Sendable, Hashable {
  public var dealID: String
  public var arrival: Arrival
  public var keyring: KeyringID
  public var status: String
  public var createdAt: Stamp?
  public var closedAt: Stamp?
  public var updatedAt: Stamp?
  public var amountMinor: Int64?
  public var currency: String?

  public init(
    dealID: String, arrival: Arrival, keyring: KeyringID, status: String, createdAt: Stamp?, closedAt: Stamp?,
    updatedAt: Stamp?, amountMinor: Int64?, currency: String?
  ) {
    self.dealID = dealID
    self.arrival = arrival
    self.keyring = keyring
    self.status = status
    self.createdAt = createdAt
    self.closedAt = closedAt
    self.updatedAt = updatedAt
    self.amountMinor = amountMinor
    self.currency = currency
  }
}
