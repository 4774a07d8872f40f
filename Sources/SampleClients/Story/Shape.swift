import Engine

/// How many people a client meets, month by month.
struct Shape: Sendable {
  /// In the first month, beside the inherited ones.
  var start: Double
  /// From month to month: 0.1 is ten percent more.
  var growth: Double
  /// People whom the client brings along, met in the first month.
  var inherited: Double
  /// A factor for each calendar month, January first: Augusts and Decembers are quiet.
  var seasons: [Double]
  /// Factors for single months, by how many months ago they are; 0 is the month of today.
  var pushes: [Int: Double] = [:]
  /// Months ago in which people are met within less than three weeks, as a campaign does it.
  var campaigns: Set<Int> = []

  /// How many people, and how long before the month of today.
  func count(monthsAgo: Int, of months: Int, calendarMonth: Int) -> Int {
    var count = start
    for _ in 0..<(months - monthsAgo) { count *= 1 + growth }
    count *= seasons[(calendarMonth - 1) % seasons.count] * (pushes[monthsAgo] ?? 1)
    if monthsAgo == months { count += inherited }
    return Int(count)
  }

  /// When within the month somebody is met; seldom on a weekend.
  ///
  /// - Parameter position: how far into the month's people, from 0 to below 1. Lists are worked
  ///   off at a steady pace, so the days follow their order.
  func day(in month: Month, monthsAgo: Int, position: Double, _ chance: inout Chance) -> Day {
    let (from, length) = campaigns.contains(monthsAgo) ? (2, 17) : (0, month.length)
    let day = month.first + from + Int(position * Double(length))
    let tooLate = day.weekday - 5
    guard tooLate > 0, !chance.happens(0.1) else { return day }
    return max(day - tooLate, month.first)
  }
}

/// A calendar month.
struct Month: Sendable {
  let first: Day
  let length: Int
  let ofYear: Int

  init(containing day: Day) {
    let (year, month, dayOfMonth) = day.civil
    first = day - (dayOfMonth - 1)
    length = Day.length(ofMonth: month, year: year)
    ofYear = month
  }

  var before: Month { Month(containing: first - 1) }
}
