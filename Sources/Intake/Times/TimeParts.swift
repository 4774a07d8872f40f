import Engine

/// A time taken apart: what a format fills in before it becomes a stamp.
struct TimeParts {
  var year = 1970
  var month = 1
  var day = 1
  var hour = 0
  var minute = 0
  var second = 0
  var microsecond = 0
  var isAfternoon: Bool?
  var hasTime = false
  /// Seconds east of UTC.
  var offset: Int?

  /// The stamp, if there is such a date and such a time.
  ///
  /// Midnight may be written 24:00, and a leap second's 60 is the next minute's 0, as in
  /// PostgreSQL.
  func stamp() throws(StampFault) -> Stamp {
    guard let date = Day(year: year, month: month, day: day) else { throw .noSuchDate }
    guard hasTime else { return .date(date) }
    var hour = hour
    if let isAfternoon {
      guard (1...12).contains(hour) else { throw .noSuchTime }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    let isMidnight = hour == 24 && minute == 0 && second == 0 && microsecond == 0
    guard hour < 24 || isMidnight, minute < 60, second <= 60 else { throw .noSuchTime }
    // A day's number stays below 3 million for years up to 9999, so nothing here overflows.
    let seconds = hour * 3600 + minute * 60 + second
    let local = Int64(date.number) * microsecondsInDay + Int64(seconds) * 1_000_000 + Int64(microsecond)
    guard let offset else { return .local(local) }
    guard abs(offset) < 16 * 3600 else { throw .noSuchOffset }
    return .instant(local - Int64(offset) * 1_000_000)
  }
}

/// Walks through a text digit by digit.
struct TimeCursor {
  let text: Bytes
  var at = 0

  init(_ text: Bytes) { self.text = text }

  var isAtEnd: Bool { at >= text.count }

  @inline(__always)
  var byte: UInt8? { at < text.count ? text[at] : nil }

  /// A number of at least `least` and at most `most` digits.
  @inline(__always)
  mutating func number(_ least: Int, _ most: Int) -> Int? {
    let span = text.span
    var value = 0
    let start = at
    while at < span.count, at - start < most, ASCII.isDigit(span[at]) {
      value = value * 10 + Int(span[at] - ASCII.zero)
      at += 1
    }
    return at - start >= least ? value : nil
  }

  @inline(__always)
  mutating func take(_ wanted: UInt8) -> Bool {
    guard byte == wanted else { return false }
    at += 1
    return true
  }

  mutating func takeSpaces() -> Bool {
    let start = at
    while let byte, ASCII.isWhitespace(byte) { at += 1 }
    // The narrow no-break space that newer software writes before AM and PM.
    while at + 2 < text.count, text[at] == 0xE2, text[at + 1] == 0x80, text[at + 2] == 0xAF { at += 3 }
    while at + 1 < text.count, text[at] == 0xC2, text[at + 1] == 0xA0 { at += 2 }
    return at > start
  }

  /// An ASCII word in any case; `lowercase` is lower-case.
  mutating func take(word lowercase: StaticString) -> Bool {
    let length = lowercase.utf8CodeUnitCount
    guard at + length <= text.count else { return false }
    guard Bytes(rebasing: text[at..<(at + length)]).equals(caseless: lowercase) else { return false }
    at += length
    return true
  }

  /// A fraction of a second of up to nine digits; what is finer than a microsecond is cut off,
  /// never rounded, so that no time moves into the next day.
  mutating func fraction() -> Int? {
    let start = at
    guard var value = number(1, 9) else { return nil }
    var digits = at - start
    while digits < 6 {
      value *= 10
      digits += 1
    }
    while digits > 6 {
      value /= 10
      digits -= 1
    }
    return value
  }

  /// `Z`, `UTC`, `GMT`, `+hh`, `+hhmm`, `+hh:mm`: seconds east of UTC.
  mutating func offset() -> Int? {
    if take(word: "utc") || take(word: "gmt") || take(word: "z") { return 0 }
    let isWest: Bool
    switch byte {
    case ASCII.plus: isWest = false
    case ASCII.minus: isWest = true
    default: return nil
    }
    at += 1
    guard let hours = number(2, 2) else { return nil }
    var minutes = 0
    if take(ASCII.colon) || byte.map(ASCII.isDigit) == true {
      guard let given = number(2, 2), given < 60 else { return nil }
      minutes = given
    }
    let seconds = hours * 3600 + minutes * 60
    return isWest ? -seconds : seconds
  }
}
