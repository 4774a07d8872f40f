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
  /// Months ago in which people are met within ten days, as a campaign does it.
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
  func day(in month: Month, monthsAgo: Int, _ chance: inout Chance) -> Day {
    let campaign = campaigns.contains(monthsAgo)
    let range = campaign ? 3...12 : 0...month.length - 1
    var day = month.first + chance.whole(range)
    for _ in 0..<8 where day.weekday > 5 && !chance.happens(0.1) { day = month.first + chance.whole(range) }
    return day
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
