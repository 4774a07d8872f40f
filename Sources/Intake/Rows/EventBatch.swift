public import Definitions
public import Engine

/// Events of a file, column by column, as a binary COPY writes them. All columns have `count`
/// elements and rows stand in file order.
public struct EventBatch: Sendable {
  /// The physical line of each row.
  public internal(set) var lines: [Int] = []
  /// Into `keyrings`.
  public internal(set) var keyring: [Int32] = []
  /// By which the event is known again.
  public internal(set) var identity: [Fingerprint] = []
  public internal(set) var stamp: [Stamp] = []
  /// The stamp as the tenant's zone reads it.
  public internal(set) var instant: [Int64] = []
  public internal(set) var day: [Day] = []
  /// Into `types`.
  public internal(set) var type: [Int32] = []
  /// Into `channels`; −1 for none.
  public internal(set) var channel: [Int32] = []
  /// A JSON object, empty where there is no property.
  public internal(set) var properties = TextColumn()

  /// The distinct keyrings of this batch.
  public internal(set) var keyrings: [Keyring] = []
  /// The earliest instant at which this batch has each of them.
  public internal(set) var firstSeen: [Int64] = []
  public internal(set) var types: [String] = []
  public internal(set) var channels: [String] = []

  public internal(set) var rejects: [Reject] = []
  /// How far the file has been read: the bytes, for a progress bar.
  public internal(set) var bytesRead = 0

  public init() {}

  public var count: Int { lines.count }

  /// The `to` of a stage change and all else that the engine reads.
  public func fact(_ row: Int, arrival: Arrival) throws(JSONProblem) -> EventFact {
    EventFact(
      arrival: arrival, at: stamp[row], type: types[Int(type[row])],
      channel: channel[row] < 0 ? nil : channels[Int(channel[row])],
      properties: try JSONObject.read(properties[row]))
  }
}
