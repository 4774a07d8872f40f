internal import Engine
internal import Store

/// Figures as pages set them: a true minus, a space that does not break before the per cent sign.
enum Typography {
  static let minus: Character = "\u{2212}"

  /// `+27.7 %` of decimal digits; `0.0 %` has no sign.
  static func rate(_ digits: String) -> String { "\(signed(digits))\u{A0}%" }

  static func signed(_ digits: String) -> String {
    if digits.hasPrefix("-") { return "\(minus)\(digits.dropFirst())" }
    return digits.contains { $0 != "0" && $0 != "." } ? "+" + digits : digits
  }

  /// Words of the readings, with the minus signs of their numbers set.
  ///
  /// Dates stay on one line: a joiner keeps a browser from breaking them after a hyphen.
  static func words(_ text: String) -> String {
    guard text.contains("-") else { return text }
    let signed = text.replacing(/(^|\s|\()-(\d)/) { "\($0.output.1)\(minus)\($0.output.2)" }
    return signed.replacing(/\b(\d{4})-(\d\d)(?:-(\d\d))?\b/) { match in
      let day = match.output.3.map { "-\u{2060}\($0)" } ?? ""
      return "\(match.output.1)-\u{2060}\(match.output.2)\(day)"
    }
  }

  /// `1,075`.
  static func count(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits = String(digits.dropLast(3))
    }
    return (number < 0 ? "\(minus)" : "") + ([digits[...]] + groups).joined(separator: ",")
  }

  /// `+33`, `−12`, `0`.
  static func moved(_ count: Int, _ sign: Character) -> String { count == 0 ? "0" : "\(sign)\(Self.count(count))" }

  /// A round number of an axis.
  static func plain(_ value: Double, decimals: Int) -> String {
    let text = String(value).rounded(to: decimals)
    return text.hasPrefix("-") ? "\(minus)\(text.dropFirst())" : text
  }
}

extension Period {
  /// `October 2026`; of a week `2026-W43`.
  var title: String {
    grain == .month ? "\(Self.months[(first.month - 1) % 12]) \(first.year)" : name
  }

  /// `Oct`; `W43`.
  var short: String {
    grain == .month ? String(Self.months[(first.month - 1) % 12].prefix(3)) : String(name.suffix(3))
  }

  /// `Oct 2026`; `W43`.
  var brief: String { grain == .month ? "\(short) \(first.year)" : short }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
}

extension [Period] {
  /// Below which of them the year is said: the first, and those that begin one.
  func year(at index: Int) -> String? {
    let year = self[index].title.suffix(4)
    if self[index].grain == .week {
      let year = self[index].name.prefix(4)
      return index == 0 || self[index - 1].name.prefix(4) != year ? String(year) : nil
    }
    return index == 0 || self[index - 1].title.suffix(4) != year ? String(year) : nil
  }
}
