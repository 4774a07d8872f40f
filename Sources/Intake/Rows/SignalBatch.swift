public import Engine

/// One row of a signals file: news about a company.
public struct SignalRow: Sendable {
  public var line: Int
  /// By which the signal is known again.
  public var identity: Fingerprint
  /// The company, under the name by which leads share it.
  public var accountKey: String
  public var type: String
  public var occurredAt: Stamp
  /// A JSON object; empty where there is no property.
  public var properties: [UInt8]
}

/// Rows of a signals file, in file order.
public struct SignalBatch: Sendable {
  public internal(set) var rows: [SignalRow] = []
  public internal(set) var rejects: [Reject] = []
  public internal(set) var bytesRead = 0

  public init() {}
}
