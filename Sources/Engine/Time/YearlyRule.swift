/// The rule at the end of a zone file for the years after its table, as POSIX writes it:
/// `CET-1CEST,M3.5.0,M10.5.0/3`. Offsets here are east of UTC; POSIX counts west.
struct YearlyRule {
  private var standard: Int64
  private var summer: Int64
  private var begins: YearlyDate
  private var ends: YearlyDate

  /// `nil` without summer time: then the table's last offset simply stays.
  init?(posix text: String) {
    var scanner = PosixScanner(text)
    guard scanner.skipName(), let west = scanner.time(), scanner.skipName() else { return nil }
    standard = -west
    summer = scanner.at(",") ? standard + 3600 : scanner.time().map { -$0 } ?? standard + 3600
    guard scanner.take(","), let begins = scanner.date(), scanner.take(","), let ends = scanner.date()
    else { return nil }
    self.begins = begins
    self.ends = ends
  }

  /// Clock changes after an instant (seconds) through the year 2100.
  func changes(after last: Int64) -> [(at: Int64, offset: Int64)] {
    (1970...2100).flatMap { year in
      [
        (at: begins.second(of: year) - standard, offset: summer),
        (at: ends.second(of: year) - summer, offset: standard),
      ]
    }
    .filter { $0.at > last }
    .sorted { $0.at < $1.at }
  }
}

/// A day of every year and a time on it: `M10.5.0/3`, `J60`, `59`.
private struct YearlyDate {
  enum Rule { case weekday(month: Int, week: Int, weekday: Int), julian(Int), ordinal(Int) }
  var rule: Rule
  var time: Int64

  /// Seconds since 1970 on the wall clock.
  func second(of year: Int) -> Int64 {
    guard let newYear = Day(year: year, month: 1, day: 1) else { return 0 }
    let day: Day
    switch rule {
    case .ordinal(let n): day = newYear + n
    case .julian(let n):
      // Counts 28 days in every February.
      day = newYear + (n - 1) + (n >= 60 && Day.length(ofMonth: 2, year: year) == 29 ? 1 : 0)
    case .weekday(let month, let week, let weekday):
      let first = Day(year: year, month: month, day: 1) ?? newYear
      let offset = (weekday - first.weekday % 7).floorRemainder(7) + (week - 1) * 7
      let length = Day.length(ofMonth: month, year: year)
      day = first + (offset < length ? offset : offset - 7)
    }
    return Int64(day.number) * 86_400 + time
  }
}

private struct PosixScanner {
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  func at(_ character: Character) -> Bool { rest.first == character }

  mutating func take(_ character: Character) -> Bool {
    guard at(character) else { return false }
    rest.removeFirst()
    return true
  }

  /// `CET` or `<+0330>`.
  mutating func skipName() -> Bool {
    if take("<") {
      while let next = rest.popFirst() { if next == ">" { return true } }
      return false
    }
    let before = rest.count
    rest = rest.drop { $0.isASCII && $0.isLetter }
    return rest.count < before
  }

  private mutating func number() -> Int? {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(digits.count)
    return digits.count <= 4 ? Int(digits) : nil
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  mutating func time() -> Int64? {
    let negative = take("-")
    if !negative { _ = take("+") }
    guard let hours = number() else { return nil }
    let minutes = take(":") ? number() ?? 0 : 0
    let seconds = take(":") ? number() ?? 0 : 0
    let total = Int64(hours * 3600 + minutes * 60 + seconds)
    return negative ? -total : total
  }

  mutating func date() -> YearlyDate? {
    guard let rule = rule() else { return nil }
    guard take("/") else { return YearlyDate(rule: rule, time: 7200) }
    return time().map { YearlyDate(rule: rule, time: $0) }
  }

  private mutating func rule() -> YearlyDate.Rule? {
    if take("M") {
      guard let month = number(), (1...12).contains(month), take("."), let week = number(),
        (1...5).contains(week), take("."), let weekday = number(), (0...6).contains(weekday)
      else { return nil }
      return .weekday(month: month, week: week, weekday: weekday)
    }
    if take("J") { return number().flatMap { (1...365).contains($0) ? .julian($0) : nil } }
    return number().flatMap { (0...365).contains($0) ? .ordinal($0) : nil }
  }
}
