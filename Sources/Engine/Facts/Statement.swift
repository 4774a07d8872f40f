public import Definitions

/// What one row said about one attribute.
public struct Statement: Sendable {
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

extension History<Statement> {
  /// Dates what rows said about one attribute.
  ///
  /// - Parameter since: the beginning of the lead's created day; for an account, ever before.
  ///
  /// Source: `Docs/Metrics.md`, section 2, "Attributes".
  init(of statements: [Statement], since: Moment) {
    self.init()
    // Nearly every attribute of nearly every lead was said once.
    let timed = statements.count == 1 ? statements.map { ($0.dated ?? since, $0) } : Self.times(of: statements, since)
    if let first = timed.first(where: { $0.1.source == .file }) { append(first.1, from: .min) }
    for (moment, statement) in timed { append(statement, from: moment.day) }
  }

  /// Those statements that count, each with its time, in the order in which they take over.
  private static func times(of statements: [Statement], _ since: Moment) -> [(Moment, Statement)] {
    var timed: [(Moment, Statement)] = []
    var lastFrom: [SourceKind: Value] = [:]
    var undatedBefore = false
    for statement in statements.sorted(by: { $0.arrival < $1.arrival }) {
      if let dated = statement.dated {
        timed.append((dated, statement))
      } else if !undatedBefore {
        timed.append((since, statement))
        undatedBefore = true
      } else if lastFrom[statement.source] != statement.value {
        timed.append((statement.received, statement))
      }
      lastFrom[statement.source] = statement.value
    }
    return timed.sorted { ($0.0, $0.1.arrival) < ($1.0, $1.1.arrival) }
  }

  /// The value at the end of a day; `nil` when there is none or it was cleared.
  public func value(on day: Day) -> Value? { content(on: day)?.present }
}
