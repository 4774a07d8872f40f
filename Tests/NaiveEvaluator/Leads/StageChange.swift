import Definitions
import Engine

/// A change of a lead's stage.
struct StageChange {
  let when: When
  let stage: Stage
  /// Of the event that said it; `nil` where it was no event.
  let arrival: Arrival?

  static func all(in entries: [NaiveEntry], calendar: TenantCalendar) -> [StageChange] {
    events(entries, calendar) + columns(entries, calendar) + bare(entries, calendar) + wins(entries, calendar)
  }

  /// Those that no event said. The same event twice is one event, and a column says its own again with every file.
  static func toldOnce(_ changes: [StageChange]) -> [StageChange] {
    let told = changes.filter { $0.arrival == nil }
    return told.indices.filter { index in
      !told[..<index].contains { $0.stage == told[index].stage && $0.when == told[index].when }
    }.map { told[$0] }
  }

  private static func events(_ entries: [NaiveEntry], _ calendar: TenantCalendar) -> [StageChange] {
    entries.compactMap { entry in
      guard let event = entry.event, event.type == "stage", case .string(let name)? = event.properties["to"],
        let stage = Stage(name: name)
      else { return nil }
      return StageChange(when: calendar.read(event.at), stage: stage, arrival: entry.arrival)
    }
  }

  private static func columns(_ entries: [NaiveEntry], _ calendar: TenantCalendar) -> [StageChange] {
    entries.compactMap(\.record).flatMap(\.stageDates).map {
      StageChange(when: calendar.read($0.value), stage: $0.key, arrival: nil)
    }
  }

  /// A stage without a date of its own is a change only where it differs from the last stage that a
  /// row of the same kind of source had; it holds from the row's update, else from its receipt.
  private static func bare(_ entries: [NaiveEntry], _ calendar: TenantCalendar) -> [StageChange] {
    let rows = entries.sorted { $0.arrival < $1.arrival }.compactMap(\.record).filter { $0.stage != nil }
    return rows.indices.compactMap { index in
      let row = rows[index]
      let last = rows[..<index].last { $0.source == row.source }
      guard let stage = row.bareStage, last?.stage != stage else { return nil }
      return StageChange(when: row.bareStageHolds(calendar), stage: stage, arrival: nil)
    }
  }

  private static func wins(_ entries: [NaiveEntry], _ calendar: TenantCalendar) -> [StageChange] {
    let rows = entries.sorted { $0.arrival < $1.arrival }.compactMap(\.deal)
    return Set(rows.map(\.dealID)).compactMap { id in
      let latest = DealFact.latest(of: rows.filter { $0.dealID == id }, calendar)
      guard let latest, latest.status == .won, let closedAt = latest.closedAt else { return nil }
      return StageChange(when: calendar.read(closedAt), stage: .customer, arrival: nil)
    }
  }
}

extension RecordFact {
  /// A stage that stands without its date.
  var bareStage: Stage? { stage.flatMap { stageDates[$0] == nil ? $0 : nil } }

  func bareStageHolds(_ calendar: TenantCalendar) -> When {
    updatedAt.map(calendar.read) ?? .wholeDay(receivedDay)
  }
}

extension DealFact {
  /// A later row replaces an earlier one where it is undated or not older.
  static func latest(of rows: [DealFact], _ calendar: TenantCalendar) -> DealFact? {
    rows.reduce(nil) { standing, row in
      guard let before = standing?.updatedAt, let now = row.updatedAt else { return row }
      return calendar.read(now) < calendar.read(before) ? standing : row
    }
  }
}
