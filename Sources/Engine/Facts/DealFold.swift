extension DealFact {
  /// The latest known state of each deal, by id.
  ///
  /// A later row replaces an earlier one, but not by an older `updated_at`: an old file
  /// imported again brings nothing back.
  public static func latest(of rows: [DealFact], in zone: Zone) -> [String: DealFact] {
    var latest: [String: DealFact] = [:]
    for row in rows.sorted(by: { $0.arrival < $1.arrival }) {
      if let updated = row.updatedAt, let known = latest[row.dealID]?.updatedAt,
        zone.read(updated) < zone.read(known)
      {
        continue
      }
      latest[row.dealID] = row
    }
    return latest
  }

  /// When the lead became a customer by this deal; `nil` unless it is won.
  func won(in zone: Zone) -> Moment? {
    status == .won ? closedAt.map(zone.read) : nil
  }
}
