/// Everything that the gates can see of one lead on one day.
///
/// Kept across the days of a lead: setting one field is cheap, and what follows from the
/// attributes, the stage and the channel alone is remembered until one of them is set.
public struct GateState: Sendable {
  /// By slot of ``Program/attributes``; `nil` where the lead or its account lacks it.
  public private(set) var attributes: [Value?]
  public var stage: Stage = .lead
  public var channel: String = "unknown"
  /// The sum of the points of all events through the day.
  public var score: Int64 = 0
  /// By slot of ``Program/queries``.
  public var counts: [Int64]
  /// By slot of ``Program/pointWindows``.
  public var points: [Int64]
  /// The day minus the created day.
  public var ageDays: Int64 = 0
  /// The day minus the last engagement day; without any, equal to `ageDays`.
  public var idleDays: Int64 = 0

  init(attributeCount: Int, queryCount: Int, windowCount: Int) {
    attributes = Array(repeating: nil, count: attributeCount)
    counts = Array(repeating: 0, count: queryCount)
    points = Array(repeating: 0, count: windowCount)
  }

  /// Sets or clears an attribute. A JSON null clears: pass `nil`, not `.null`.
  public mutating func setAttribute(_ slot: Int, _ value: Value?) {
    guard attributes.indices.contains(slot) else { return }
    attributes[slot] = value
  }

  /// Back to a lead of whom nothing is known, keeping the storage.
  public mutating func reset() {
  }
}
