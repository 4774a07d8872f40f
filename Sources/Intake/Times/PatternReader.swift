/// Takes the text of a time pattern apart.
enum PatternReader {
  static let letters = "yyyy, yy, MM, M, MMM, dd, d, HH, H, hh, h, mm, m, ss, s, S, a, Z"

  static func elements(of text: String) throws(StampFormatFault) -> [StampFormat.Element] {
    var elements: [StampFormat.Element] = []
    let bytes = Array(text.utf8)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 0x27 {
        at = quoted(bytes, after: at, into: &elements)
        continue
      }
      var run = 1
      while at + run < bytes.count, bytes[at + run] == byte { run += 1 }
      at += run
      if ASCII.isLetter(byte) {
        elements.append(try element(byte, run))
      } else if ASCII.isWhitespace(byte) {
        elements.append(.space)
      } else {
        elements += [StampFormat.Element](repeating: .literal(byte), count: run)
      }
    }
    guard elements.contains(.year) || elements.contains(.shortYear), elements.contains(.day),
      elements.contains(.month) || elements.contains(.monthName)
    else {
      throw StampFormatFault(description: "the time format \u{201C}\(text)\u{201D} lacks a year, a month or a day")
    }
    return elements
  }

  /// Literal letters up to the closing quote; two quotes are one. Returns where to go on.
  private static func quoted(_ bytes: [UInt8], after start: Int, into elements: inout [StampFormat.Element]) -> Int {
    var at = start + 1
    if at < bytes.count, bytes[at] == 0x27 {
      elements.append(.literal(0x27))
      return at + 1
    }
    while at < bytes.count, bytes[at] != 0x27 {
      elements.append(.literal(bytes[at]))
      at += 1
    }
    return at + 1
  }

  private static func element(_ letter: UInt8, _ run: Int) throws(StampFormatFault) -> StampFormat.Element {
    switch (Character(Unicode.Scalar(letter)), run) {
    case ("y", 4), ("y", 1): .year
    case ("y", 2): .shortYear
    case ("M", 1...2): .month
    case ("M", 3...4): .monthName
    case ("d", 1...2): .day
    case ("H", 1...2), ("h", 1...2): .hour
    case ("m", 1...2): .minute
    case ("s", 1...2): .second
    case ("S", _): .fraction
    case ("a", _): .half
    case ("Z", _), ("X", _), ("x", _), ("z", _): .offset
    default:
      throw StampFormatFault(
        description:
          "\u{201C}\(String(repeating: Character(Unicode.Scalar(letter)), count: run))\u{201D} is unknown in a "
          + "time format; known are \(letters), and text between single quotes")
    }
  }
}
