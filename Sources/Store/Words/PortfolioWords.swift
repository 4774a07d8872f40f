public import Engine

extension PortfolioRow {
  /// How many clients, which month, and whether any of them wants a look.
  public static func heading(of rows: [PortfolioRow], naming name: (Period) -> String = \.name) -> String {
    let months = Set(rows.compactMap(\.month)).sorted().map(name)
    let unusual = rows.count { $0.change.isUnusual == true && $0.state == .active }
    let what = "\(rows.count) \(rows.count == 1 ? "client" : "clients")"
    let when = months.isEmpty ? "no month is over yet" : months.joined(separator: " and ")
    return "\(what), \(when): \(unusual == 0 ? "no unusual change" : "\(unusual) with an unusual change")"
  }

  /// The band, or why there is none.
  public var bandWords: String? {
    state == .active ? figures.band ?? figures.statusReason?.replacing("_", with: " ") : state.rawValue
  }

  /// `below 15–25`.
  public var targetWords: String? {
    guard let versus = figures.versusTarget, let target = figures.target else { return nil }
    return "\(versus) \(target)"
  }
}

extension PortfolioRow.Change {
  /// `unusual by 6.2 ×, 8.4 before`, in deviations from the median of the months before; `nil` where
  /// nothing can be said.
  public var words: String? {
    guard usual != nil else { return nil }
    return isUnusual.map { $0 ? "unusual\(detail ?? "")" : "as usual" }
  }

  /// How far from what: ` by 6.2 ×, 8.4 before`.
  public var detail: String? {
    usual.map { usual in
      let far = distance.map { " by \($0.rounded(to: 1)) ×" } ?? ""
      return "\(far), \(usual.rounded(to: 1)) before"
    }
  }
}
