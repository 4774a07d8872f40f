internal import Engine

/// What a message says that was set aside, whether it is JSON to its end or not: one that is too large is cut off.
struct RefusedTexts {
  /// Its strings and numbers, apart from the names of members.
  let cells: RowCells
  /// All of it, in small letters.
  let whole: String

  /// A longer one names nobody.
  private static let longest = 400

  init(_ body: [UInt8]) {
    whole = String(decoding: body, as: UTF8.self).lowercased()
    cells = body.withUnsafeBufferPointer { RowCells(texts: Self.texts($0)) }
  }

  private static func texts(_ bytes: Bytes) -> [String] {
    var texts: [String] = []
    var position = 0
    while position < bytes.count {
      let start = position
      switch bytes[position] {
      case ASCII.quote:
        position += 1
        while position < bytes.count, bytes[position] != ASCII.quote {
          position += bytes[position] == ASCII.backslash ? 2 : 1
        }
        position = min(position + 1, bytes.count)
        guard position - start <= longest, !isName(bytes, before: position) else { continue }
        let piece = JSONWalk.Piece(kind: .string, range: start..<position, depth: 0)
        if bytes[position - 1] == ASCII.quote, position - start >= 2, let text = MessageText.text(piece, in: bytes) {
          texts.append(text)
        } else {
          texts.append(String(decoding: Bytes(rebasing: bytes[(start + 1)..<position]), as: UTF8.self))
        }
      case let byte where ASCII.isDigit(byte) || byte == ASCII.minus || byte == ASCII.plus:
        while position < bytes.count, bytes[position] > 0x20, ![0x2C, 0x5D, 0x7D].contains(bytes[position]) {
          position += 1
        }
        if position - start <= longest {
          texts.append(String(decoding: Bytes(rebasing: bytes[start..<position]), as: UTF8.self))
        }
      default: position += 1
      }
    }
    return texts
  }

  private static func isName(_ bytes: Bytes, before end: Int) -> Bool {
    bytes[end...].first { $0 > 0x20 } == ASCII.colon
  }
}
