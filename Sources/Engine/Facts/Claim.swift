public import Definitions

/// What one row said about one attribute.
public struct Claim: Sendable {
  /// `.null` clears.
  public let value: Value
  public let arrival: Arrival
  let source: SourceKind
  /// When the row came in: the beginning of that day.
  let received: Moment
  /// The row's own time; `nil` for an undated one.
  let dated: Moment?

  init(value: Value, arrival: Arrival, source: SourceKind, received: Moment, dated: Moment?) {
    self.value = value
    self.arrival = arrival
    self.source = source
    self.received = received
    self.dated = dated
  }

  init(_ value: Value, _ record: RecordFact, _ times: RecordTimes) {
    self.init(
      value: value, arrival: record.arrival, source: record.source, received: times.received, dated: times.updated)
  }

  /// What the attribute is from here on; `nil` when this clears it.
  public var present: Value? { value == .null ? nil : value }
}

extension History<Claim> {
  /// Dates what rows said about one attribute.
  ///
  /// - Parameter since: the beginning of the lead's created day; for an account, ever before.
  ///
  /// Source: `Docs/Metrics.md`, section 2, "Attributes".
  init(of claims: [Claim], since: Moment) {
    self.init()
    // Nearly every attribute of nearly every lead was said once.
    let timed = claims.count == 1 ? claims.map { ($0.dated ?? since, $0) } : Self.times(of: claims, since)
    if let first = timed.first(where: { $0.1.source == .file }) { append(first.1, from: .min) }
    for (moment, claim) in timed { append(claim, from: moment.day) }
  }

  /// Those claims that count, each with its time, in the order in which they take over.
  private static func times(of claims: [Claim], _ since: Moment) -> [(Moment, Claim)] {
    var timed: [(Moment, Claim)] = []
    var lastFrom: [SourceKind: Value] = [:]
    var undatedBefore = false
    for claim in claims.sorted(by: { $0.arrival < $1.arrival }) {
      if let dated = claim.dated {
        timed.append((dated, claim))
      } else if !undatedBefore {
        timed.append((since, claim))
        undatedBefore = true
      } else if lastFrom[claim.source] != claim.value {
        timed.append((claim.received, claim))
      }
      lastFrom[claim.source] = claim.value
    }
    return timed.sorted { ($0.0, $0.1.arrival) < ($1.0, $1.1.arrival) }
  }

  /// The value at the end of a day; `nil` when there is none or it was cleared.
  public func value(on day: Day) -> Value? { content(on: day)?.present }
}
