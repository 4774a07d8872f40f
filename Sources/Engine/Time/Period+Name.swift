extension Period {
  /// Reads `2026-10` (a month) or `2026-W43` (an ISO week). `nil` for anything else, and for a
  /// week that its year does not have.
  public init?(name: some StringProtocol) {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 4, parts[0].utf8.allSatisfy(\.isDigit), let year = Int(parts[0]) else {
      return nil
    }
    if parts[1].hasPrefix("W") {
      guard parts[1].utf8.dropFirst().allSatisfy(\.isDigit), parts[1].count == 3, let week = Int(parts[1].dropFirst()),
        let fourth = Day(year: year, month: 1, day: 4)
      else { return nil }
      // January 4 is always in the first week.
      self.init(.week, containing: fourth + 7 * (week - 1))
      guard isoWeek.year == year, isoWeek.week == week else { return nil }
    } else {
      guard parts[1].utf8.allSatisfy(\.isDigit), parts[1].count == 2, let month = Int(parts[1]),
        let first = Day(year: year, month: month, day: 1)
      else { return nil }
      self.init(.month, containing: first)
    }
  }

  /// `2026-10` for a month, `2026-W43` for a week: what ``init(name:)`` reads.
  public var name: String {
    switch grain {
    case .month: return String(first.description.dropLast(3))
    case .week:
      let (year, week) = isoWeek
      return "\(paddedToFour(year))-W\(week < 10 ? "0" : "")\(week)"
    }
  }

  /// A week belongs to the year of its Thursday, and is numbered by it.
  private var isoWeek: (year: Int, week: Int) {
    let thursday = first + 3
    let year = thursday.year
    guard let newYear = Day(year: year, month: 1, day: 1) else { return (year, 1) }
    return (year, (thursday - newYear) / 7 + 1)
  }
}

private func paddedToFour(_ year: Int) -> String {
  let digits = String(year)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

extension UInt8 {
  fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
}
