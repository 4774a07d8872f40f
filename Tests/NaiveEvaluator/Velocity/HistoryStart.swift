public import Engine

extension NaiveLog {
  /// Since when the stages of this tenant are known: the first of the days from which the stages
  /// without a date hold in the first file that had any.
  public var historyFrom: Day? {
    guard let calendar = TenantCalendar(zone: zone) else { return nil }
    let rows = history.compactMap { entry in
      entry.record.flatMap { row in row.bareStage == nil ? nil : entry.delivery.map { ($0, row) } }
    }
    guard let first = rows.first?.0 else { return nil }
    return rows.filter { $0.0 == first }.map { $0.1.bareStageHolds(calendar).day }.min()
  }
}
