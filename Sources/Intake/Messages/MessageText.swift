internal import Definitions
internal import Engine

/// Texts and times within a message.
enum MessageText {
  /// The name of a member. One with an escape in it is none that we know.
  static func name(_ range: Range<Int>, in bytes: Bytes) -> String {
    String(decoding: Bytes(rebasing: bytes[range]), as: UTF8.self)
  }

  /// A string, or a number as it is written: user ids often are numbers. `nil` for anything else.
  static func text(_ piece: JSONWalk.Piece, in bytes: Bytes) -> String? {
    switch piece.kind {
    case .number: return String(decoding: Bytes(rebasing: bytes[piece.range]), as: UTF8.self)
    case .string:
      let inside = Bytes(rebasing: bytes[(piece.range.lowerBound + 1)..<(piece.range.upperBound - 1)])
      guard inside.contains(where: { $0 == ASCII.backslash || $0 == ASCII.nul }) else {
        return String(decoding: inside, as: UTF8.self)
      }
      guard case .string(let text)? = value(piece, in: bytes) else { return nil }
      // What PostgreSQL cannot hold is replaced, as ``JSONWriter`` does.
      return text.replacing("\0", with: "\u{FFFD}")
    default: return nil
    }
  }

  /// The value as definitions read it; `nil` where it is none, such as the number `01`.
  static func value(_ piece: JSONWalk.Piece, in bytes: Bytes) -> Value? {
    try? JSONReader.read(Array(bytes[piece.range]), lenient: true)
  }

  /// The members of an object; none of anything else.
  static func object(_ piece: JSONWalk.Piece?, in bytes: Bytes) -> [String: Value] {
    guard let piece, case .map(let entries)? = value(piece, in: bytes) else { return [:] }
    var object: [String: Value] = [:]
    for case (.string(let name), let value) in entries { object[name] = value }
    return object
  }

  /// An instant with an offset, in microseconds since 1970; a number is seconds or milliseconds.
  static func instant(_ text: String) -> Int64? {
    guard case .instant(let instant)? = try? stamp(text) else { return nil }
    return instant
  }

  static func stamp(_ text: String) throws(StampFault) -> Stamp {
    if let number = Double(text), number.isFinite, abs(number) < 1e15 {
      // 1e11 seconds are in the year 5138, 1e11 milliseconds in 1973.
      return .instant(Int64((abs(number) < 1e11 ? number * 1e6 : number * 1e3).rounded()))
    }
    return try StampReader.iso.read(text)
  }
}
