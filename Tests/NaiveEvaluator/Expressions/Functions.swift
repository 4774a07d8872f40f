import Definitions
import Foundation

extension Term {
  /// A function of the language with its arguments; `nil` is the error value.
  static func call(_ function: Function, _ arguments: [Term]) -> Term? {
    guard let first = arguments.first else { return nil }
    switch function {
    case .size: return first.size.map { .int(Int64($0)) }
    case .int: return first.asInt.map { .int($0) }
    case .double: return first.asDouble.map { .double($0) }
    case .string: return first.asString.map { .string($0) }
    case .timestamp: return first.asTimestamp
    case .duration: return first.asDuration
    case .lowerAscii:
      guard case .string(let text) = first else { return nil }
      return .string(String(String.UnicodeScalarView(text.unicodeScalars.map(\.asciiLowercase))))
    case .startsWith, .endsWith, .contains, .matches:
      guard case .string(let text) = first, arguments.count == 2, case .string(let part) = arguments[1]
      else { return nil }
      return search(function, for: part, in: text).map { .bool($0) }
    }
  }

  private static func search(_ function: Function, for part: String, in text: String) -> Bool? {
    let (part8, text8) = (Array(part.utf8), Array(text.utf8))
    switch function {
    case .startsWith: return text8.starts(with: part8)
    case .endsWith: return text8.reversed().starts(with: part8.reversed())
    case .contains:
      return part8.isEmpty || text8.indices.contains { text8[$0...].starts(with: part8) }
    default:
      guard let pattern = try? NSRegularExpression(pattern: part) else { return nil }
      let whole = NSRange(text.startIndex..., in: text)
      return pattern.firstMatch(in: text, range: whole) != nil
    }
  }

  private var size: Int? {
    switch self {
    case .string(let text): text.unicodeScalars.count
    case .list(let elements): elements.count
    case .map(let pairs): pairs.count
    default: nil
    }
  }

  private var asInt: Int64? {
    switch self {
    case .int(let number): number
    case .double(let number):
      number > -9_223_372_036_854_775_808 && number < 9_223_372_036_854_775_808 ? Int64(number) : nil
    case .string(let text): Int64(text)
    case .timestamp(let nanoseconds): Int64(Self.floor(nanoseconds, 1_000_000_000))
    default: nil
    }
  }

  private var asDouble: Double? {
    switch self {
    case .int(let number): Double(number)
    case .double(let number): number
    case .string(let text): Double(text)
    default: nil
    }
  }

  private var asString: String? {
    switch self {
    case .string(let text): text
    case .int(let number): String(number)
    case .bool(let flag): String(flag)
    case .double(let number): number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
    default: nil
    }
  }

  private var asTimestamp: Term? {
    switch self {
    case .timestamp: return self
    case .int(let seconds): return Self.timestamp(nanoseconds: Int128(seconds) * 1_000_000_000)
    case .string(let text):
      let reader = ISO8601DateFormatter()
      return reader.date(from: text).flatMap {
        Self.timestamp(nanoseconds: Int128($0.timeIntervalSince1970) * 1_000_000_000)
      }
    default: return nil
    }
  }

  private var asDuration: Term? {
    switch self {
    case .duration: return self
    case .int(let seconds): return Self.duration(nanoseconds: Int128(seconds) * 1_000_000_000)
    case .string(let text):
      // Only what definitions here say: whole hours, minutes or seconds.
      guard let unit = text.last, let number = Int128(text.dropLast()) else { return nil }
      let seconds: [Character: Int128] = ["h": 3600, "m": 60, "s": 1]
      return seconds[unit].flatMap { Self.duration(nanoseconds: number * $0 * 1_000_000_000) }
    default: return nil
    }
  }
}

extension Unicode.Scalar {
  fileprivate var asciiLowercase: Unicode.Scalar {
    ("A"..."Z").contains(self) ? Unicode.Scalar(UInt8(value) + 32) : self
  }
}
