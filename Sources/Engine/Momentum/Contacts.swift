/// When a lead engaged and when we reached out to it: what a call list looks at beside momentum.
///
/// Times are microseconds since 1970 UTC, ascending, one of each day that has any. Source:
/// `Docs/Metrics.md`, section 6, "SDR queue".
public struct Contacts: Hashable, Sendable {
  /// The first engagement of each day.
  public var engagedFirst: [Int64]
  /// The last engagement of each day.
  public var engagedLast: [Int64]
  /// Our last outbound touch of each day.
  public var touched: [Int64]
  /// When the lead first unsubscribed, complained or could not be reached; `nil` while it has not.
  public var unreachableAt: Int64?

  public init(
    engagedFirst: [Int64] = [], engagedLast: [Int64] = [], touched: [Int64] = [], unreachableAt: Int64? = nil
  ) {
    self.engagedFirst = engagedFirst
    self.engagedLast = engagedLast
    self.touched = touched
    self.unreachableAt = unreachableAt
  }
}
