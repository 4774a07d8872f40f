public import Engine

/// How a column of a file writes its times, as a map names it.
///
/// `iso`; `epoch_seconds`, `epoch_millis`, `epoch_micros`; or a pattern of `yyyy yy MM M MMM dd d
/// HH H hh h mm m ss s S a Z` and what stands between them, like `dd/MM/yyyy HH:mm` or
/// `MMM d, yyyy h:mm a`. Letters between quotes stand for themselves. One letter or two alike
/// take one digit or two where something other than a digit follows.
public struct StampFormat: Equatable, Sendable {
  /// As it was named.
  public let text: String
  private let kind: Kind

  private enum Kind: Equatable, Sendable {
    case iso
    /// - Parameter unit: microseconds.
    case epoch(unit: Int64)
    case pattern([Element])
  }

  enum Element: Equatable, Sendable {
    case year, shortYear, month, monthName, day, hour, minute, second, fraction, half, offset
    case space
    case literal(UInt8)

    var isNumber: Bool {
      switch self {
      case .year, .shortYear, .month, .day, .hour, .minute, .second, .fraction: true
      default: false
      }
    }
  }

  public static let iso = StampFormat(text: "iso", kind: .iso)

  private init(text: String, kind: Kind) {
    self.text = text
    self.kind = kind
  }

  /// Throws a sentence that says which letter is unknown, or what is missing.
  public init(_ text: String) throws(StampFormatFault) {
    switch text {
    case "iso", "ISO", "iso8601": self = .iso
    case "epoch_seconds", "epoch": self.init(text: text, kind: .epoch(unit: 1_000_000))
    case "epoch_millis", "epoch_ms": self.init(text: text, kind: .epoch(unit: 1000))
    case "epoch_micros": self.init(text: text, kind: .epoch(unit: 1))
    default: self.init(text: text, kind: .pattern(try PatternReader.elements(of: text)))
    }
  }

  /// Reads a text that has no white space around it.
  public func read(_ text: Bytes) throws(StampFault) -> Stamp {
    switch kind {
    case .iso: try ISOTime.read(text)
    case .epoch(let unit): try readEpoch(text, unit)
    case .pattern(let elements): try readPattern(text, elements)
    }
  }

  private func readEpoch(_ bytes: Bytes, _ unit: Int64) throws(StampFault) -> Stamp {
    // Spreadsheets like to write 1.58386E+12, or add .0.
    let number = bytes.string
    if let whole = Int64(number) {
      let (instant, overflow) = whole.multipliedReportingOverflow(by: unit)
      if !overflow { return .instant(instant) }
    } else if let value = Double(number), let instant = Int64(exactly: (value * Double(unit)).rounded()) {
      return .instant(instant)
    }
    throw .unreadable(expected: text)
  }
}

/// Why a format cannot be understood.
public struct StampFormatFault: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String
}

// MARK: - Reading by a pattern

extension StampFormat {
  private func readPattern(_ bytes: Bytes, _ elements: [Element]) throws(StampFault) -> Stamp {
    var cursor = TimeCursor(bytes)
    var parts = TimeParts()
    for (index, element) in elements.enumerated() {
      let isTight = index + 1 < elements.count && elements[index + 1].isNumber
      guard Self.read(element, isTight, &cursor, &parts) else { throw .unreadable(expected: text) }
    }
    guard cursor.isAtEnd else { throw .unreadable(expected: text) }
    return try parts.stamp()
  }

  private static func read(
    _ element: Element, _ isTight: Bool, _ cursor: inout TimeCursor, _ parts: inout TimeParts
  ) -> Bool {
    let least = isTight ? 2 : 1
    switch element {
    case .year: return set(&parts.year, cursor.number(4, 4))
    case .shortYear:
      // As POSIX has it: 69 is 1969, 68 is 2068.
      return set(&parts.year, cursor.number(2, 2).map { $0 < 69 ? 2000 + $0 : 1900 + $0 })
    case .month: return set(&parts.month, cursor.number(least, 2))
    case .monthName: return set(&parts.month, monthName(&cursor))
    case .day: return set(&parts.day, cursor.number(least, 2))
    case .hour:
      parts.hasTime = true
      return set(&parts.hour, cursor.number(least, 2))
    case .minute: return set(&parts.minute, cursor.number(least, 2))
    case .second: return set(&parts.second, cursor.number(least, 2))
    case .fraction: return set(&parts.microsecond, cursor.fraction())
    case .half: return readHalf(&cursor, &parts)
    case .offset:
      parts.offset = cursor.offset()
      return parts.offset != nil
    case .space: return cursor.takeSpaces()
    case .literal(let byte): return cursor.take(byte)
    }
  }

  private static func set(_ part: inout Int, _ value: Int?) -> Bool {
    guard let value else { return false }
    part = value
    return true
  }

  private static func readHalf(_ cursor: inout TimeCursor, _ parts: inout TimeParts) -> Bool {
    if cursor.take(word: "am") || cursor.take(word: "a.m.") {
      parts.isAfternoon = false
    } else if cursor.take(word: "pm") || cursor.take(word: "p.m.") {
      parts.isAfternoon = true
    } else {
      return false
    }
    return true
  }

  private static let monthNames: [(StaticString, StaticString)] = [
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may", "may"), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sep"), ("october", "oct"), ("november", "nov"),
    ("december", "dec"),
  ]

  private static func monthName(_ cursor: inout TimeCursor) -> Int? {
    for (index, (long, short)) in monthNames.enumerated() where cursor.take(word: long) || cursor.take(word: short) {
      return index + 1
    }
    return nil
  }
}
