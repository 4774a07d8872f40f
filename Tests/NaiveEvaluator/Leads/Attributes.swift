import Definitions
import Engine

/// What one row says about attributes.
struct RowValues {
  /// `nil` where the row has no date.
  let when: When?
  let receivedDay: Day
  let source: SourceKind
  let arrival: Arrival
  let values: [String: Value]

  init(row: RecordFact, calendar: TenantCalendar) {
    self.init(row: row, values: row.attributes, calendar: calendar)
  }

  init(row: RecordFact, values: [String: Value], calendar: TenantCalendar) {
    when = row.updatedAt.map(calendar.read)
    receivedDay = row.receivedDay
    source = row.source
    arrival = row.arrival
    self.values = values
  }
}

/// The values of a lead's or an account's attributes through time.
struct AttributeHistory {
  private struct Holding {
    let since: When
    let source: SourceKind
    let arrival: Arrival
    let value: Value

    static func isOlder(_ a: Holding, _ b: Holding) -> Bool { (a.since, a.arrival) < (b.since, b.arrival) }
  }

  private var holdings: [String: [Holding]] = [:]

  /// - Parameter beginning: the created day of a lead; an account has none, and exists since ever.
  init(_ rows: [RowValues], beginning: When) {
    for name in Set(rows.flatMap(\.values.keys)) {
      let own = rows.filter { $0.values[name] != nil }.sorted { $0.arrival < $1.arrival }
      holdings[name] = Self.holdings(of: name, in: own, beginning: beginning)
    }
  }

  /// The values at the end of a day: of those that hold by then the latest, then the later received.
  ///
  /// While none does, the earliest that came from a file: it also holds back to the beginning.
  func values(on day: Day) -> [String: Value] {
    holdings.compactMapValues { holdings in
      let latest = holdings.filter { $0.since.day <= day }.max(by: Holding.isOlder)
      let value = (latest ?? holdings.filter { $0.source == .file }.min(by: Holding.isOlder))?.value
      return value == .null ? nil : value
    }
  }

  private static func holdings(of name: String, in rows: [RowValues], beginning: When) -> [Holding] {
    rows.enumerated().compactMap { index, row in
      guard let value = row.values[name] else { return nil }
      let since = since(row, value, name, after: rows[..<index], beginning: beginning)
      return since.map { Holding(since: $0, source: row.source, arrival: row.arrival, value: value) }
    }
  }

  /// From when on a value holds; `nil` where it says nothing new.
  private static func since(
    _ row: RowValues, _ value: Value, _ name: String, after before: ArraySlice<RowValues>, beginning: When
  ) -> When? {
    if let when = row.when { return when }
    if !before.contains(where: { $0.when == nil }) { return beginning }
    let last = before.last { $0.source == row.source }
    return last?.values[name] == value ? nil : .wholeDay(row.receivedDay)
  }
}
