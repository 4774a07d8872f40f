public import Definitions
public import Engine

/// One row of a leads file.
public struct LeadRow: Sendable {
  public var line: Int
  /// Into the batch's keyrings.
  public var keyring: Int
  public var createdAt: Stamp?
  public var updatedAt: Stamp?
  /// A JSON object; empty where there is no attribute.
  public var attributes: [UInt8]
  public var accountKey: String?
  /// A JSON object; empty where there is no `account.*` or no account.
  public var accountAttributes: [UInt8]
  public var stage: Stage?
  public var stageDates: [Stage: Stamp]
  public var channel: String?
  /// The earliest of its dates, for the order in which keys were seen; `nil` where it has none.
  public var seenAt: Int64?

  public func fact(arrival: Arrival, receivedDay: Day, source: SourceKind = .file) throws(JSONProblem) -> RecordFact {
    RecordFact(
      arrival: arrival, receivedDay: receivedDay, source: source, createdAt: createdAt, updatedAt: updatedAt,
      attributes: try JSONObject.read(attributes), accountKey: accountKey, stage: stage, stageDates: stageDates,
      channel: channel)
  }

  /// What it says of its account; `nil` where it says nothing.
  public func accountFact(
    arrival: Arrival, receivedDay: Day, source: SourceKind = .file
  ) throws(JSONProblem) -> AccountFact? {
    guard accountKey != nil, !accountAttributes.isEmpty else { return nil }
    return AccountFact(
      arrival: arrival, receivedDay: receivedDay, source: source, updatedAt: updatedAt,
      attributes: try JSONObject.read(accountAttributes))
  }
}

/// Rows of a leads file, in file order.
public struct LeadBatch: Sendable {
  public internal(set) var rows: [LeadRow] = []
  public internal(set) var keyrings: [Keyring] = []
  public internal(set) var rejects: [Reject] = []
  public internal(set) var bytesRead = 0

  public init() {}
}
