import Engine

/// ISO 8601 as people and databases write it.
///
/// `2026-10-31`, `2026-10-31T09:30`, `2026-10-31 9:30:15.123456789 UTC`, `…Z`, `…+02:00`, `…-0330`.
enum ISOTime {
  static let expected = "ISO 8601 like 2026-10-31T09:30:00Z; a map can name another format"

  static func read(_ text: Bytes) throws(StampFault) -> Stamp {
    var cursor = TimeCursor(text)
    var parts = TimeParts()
    guard let year = cursor.number(4, 4), cursor.take(ASCII.minus),
      let month = cursor.number(2, 2), cursor.take(ASCII.minus),
      let day = cursor.number(2, 2)
    else { throw unreadable }
    parts.year = year
    parts.month = month
    parts.day = day
    if !cursor.isAtEnd { try readTime(&cursor, &parts) }
    return try parts.stamp()
  }

  private static func readTime(_ cursor: inout TimeCursor, _ parts: inout TimeParts) throws(StampFault) {
    guard cursor.take(0x54) || cursor.take(0x74) || cursor.takeSpaces() else { throw unreadable }
    guard let hour = cursor.number(1, 2), cursor.take(ASCII.colon), let minute = cursor.number(2, 2) else {
      throw unreadable
    }
    parts.hasTime = true
    parts.hour = hour
    parts.minute = minute
    if cursor.take(ASCII.colon) {
      guard let second = cursor.number(2, 2) else { throw unreadable }
      parts.second = second
      if cursor.take(ASCII.dot) || cursor.take(ASCII.comma) {
        guard let fraction = cursor.fraction() else { throw unreadable }
        parts.microsecond = fraction
      }
    }
    if !cursor.isAtEnd {
      _ = cursor.takeSpaces()
      guard let offset = cursor.offset(), cursor.isAtEnd else { throw unreadable }
      parts.offset = offset
    }
  }

  private static var unreadable: StampFault { .unreadable(expected: expected) }
}
