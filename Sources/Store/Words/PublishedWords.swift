public import Engine

extension PublishedMonth {
  /// What was told and what is so now, in a line.
  public var headline: String {
    let leads = leadsChanged == 1 ? "a lead has" : "\(leadsChanged) leads have"
    let rates = "published as \(published.rateWords), now \(live?.rateWords ?? "without figures")"
    return leadsChanged == 0 ? rates : "\(rates); \(leads) another part in it"
  }

  /// What differs besides the rate, a line each.
  ///
  /// - Parameter name: What a month is called.
  public func notes(naming name: (Period) -> String = \.name) -> [String] {
    var notes: [String] = []
    if let reason { notes.append("revision \(revision): \(reason)") }
    guard let live else { return notes }
    if live.definition != published.definition {
      notes.append("definition \(live.definition) in place of \(published.definition)")
    }
    let counts = zip(published.named, live.named).filter { $0.0.count != $0.1.count }
      .map { "\($0.0.name) \($0.0.count) → \($0.1.count)" }
    if !counts.isEmpty { notes.append(counts.joined(separator: ", ")) }
    if let was = published.enteredBefore, let now = live.enteredBefore, was != now {
      notes.append("entered in \(name(month.previous)), which the flow rate compares with: \(was) → \(now)")
    }
    return notes
  }
}

extension PublishedMonth.Side {
  fileprivate var rateWords: String {
    figures.shown.map { "\($0) %" } ?? "no rate"
  }

  fileprivate var named: [(name: String, count: Int)] {
    [
      ("opening", counts.opening), ("entered", counts.entered), ("converted", counts.exitedConverted),
      ("disqualified", counts.exitedDisqualified), ("decayed", counts.exitedDecayed),
      ("criteria", counts.exitedCriteria), ("closing", counts.closing), ("created", counts.created),
    ]
  }
}
