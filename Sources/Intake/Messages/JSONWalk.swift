/// Goes through JSON and says where things stand, building nothing: a batch is cut into its events by one pass over
/// its bytes.
///
/// Lenient as ``Definitions/JSONReader`` can be, for what SDKs send: `NaN` and the infinities are values, strings may
/// hold line feeds. Iterative, so that a million brackets cost a million steps and no stack.
struct JSONWalk {
  /// A value, by where it stands.
  struct Piece: Hashable {
    enum Kind { case object, array, string, number, word }
    var kind: Kind
    var range: Range<Int>
    /// How many objects and arrays lie within each other in it, itself included.
    var depth: Int
  }

  /// The bytes are no JSON from here on.
  struct Fault: Error, Hashable {
    var position: Int
    var expected: StaticString

    static func == (a: Fault, b: Fault) -> Bool { a.position == b.position }
    func hash(into hasher: inout Hasher) { hasher.combine(position) }
  }

  /// Deeper than this nobody reads.
  static let deepest = 512

  let bytes: Bytes
  private(set) var position: Int
  private let end: Int

  init(_ bytes: Bytes) { self.init(bytes, within: 0..<bytes.count) }

  init(_ bytes: Bytes, within range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
    if end - position >= 3, bytes[position] == 0xEF, bytes[position + 1] == 0xBB, bytes[position + 2] == 0xBF {
      position += 3
    }
  }

  var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return position >= end
    }
  }

  /// The value that comes next, and goes behind it.
  mutating func value() throws(Fault) -> Piece {
    skipBlanks()
    let start = position
    guard start < end else { throw fault("a value") }
    switch bytes[start] {
    case ASCII.openBrace, ASCII.openBracket:
      let depth = try skipNested()
      return Piece(kind: bytes[start] == ASCII.openBrace ? .object : .array, range: start..<position, depth: depth)
    case ASCII.quote:
      try skipString()
      return Piece(kind: .string, range: start..<position, depth: 0)
    default:
      return Piece(kind: try skipPlain(), range: start..<position, depth: 0)
    }
  }

  /// Goes through the members of the object that comes next.
  mutating func members(_ body: (_ key: Range<Int>, _ value: Piece) throws -> Void) throws {
    guard take(ASCII.openBrace) else { throw fault("an object") }
    guard !take(ASCII.closeBrace) else { return }
    repeat {
      skipBlanks()
      guard position < end, bytes[position] == ASCII.quote else { throw fault("a name") }
      let start = position + 1
      try skipString()
      let key = start..<(position - 1)
      guard take(ASCII.colon) else { throw fault("a colon") }
      try body(key, try value())
    } while take(ASCII.comma)
    guard take(ASCII.closeBrace) else { throw fault("a comma or a closing brace") }
  }

  /// Goes through the elements of the array that comes next.
  mutating func elements(_ body: (Piece) throws -> Void) throws {
    guard take(ASCII.openBracket) else { throw fault("an array") }
    guard !take(ASCII.closeBracket) else { return }
    repeat { try body(try value()) } while take(ASCII.comma)
    guard take(ASCII.closeBracket) else { throw fault("a comma or a closing bracket") }
  }

  private func fault(_ expected: StaticString) -> Fault { Fault(position: position, expected: expected) }

  private mutating func skipBlanks() {
    while position < end, bytes[position] <= 0x20 { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard position < end, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipString() throws(Fault) {
    position += 1
    while position < end {
      switch bytes[position] {
      case ASCII.quote:
        position += 1
        return
      case ASCII.backslash: position += 2
      default: position += 1
      }
    }
    position = end
    throw fault("the end of a string")
  }

  /// A number or a word: whatever stands up to the next mark. What it is, is read by whoever wants it.
  private mutating func skipPlain() throws(Fault) -> Piece.Kind {
    let start = position
    while position < end {
      let byte = bytes[position]
      let isPlain =
        ASCII.isDigit(byte) || ASCII.isLetter(byte) || byte == ASCII.minus || byte == ASCII.plus || byte == ASCII.dot
      guard isPlain else { break }
      position += 1
    }
    let text = Bytes(rebasing: bytes[start..<position])
    guard let first = text.first else { throw fault("a value") }
    if ASCII.isDigit(first) || (first == ASCII.minus && text.count > 1 && ASCII.isDigit(text[1])) { return .number }
    for word in Self.words where text.elementsEqual(word.utf8) { return .word }
    position = start
    throw fault("a value")
  }

  private static let words = ["null", "true", "false", "NaN", "Infinity", "-Infinity"]

  /// Goes behind the object or array that begins here, and says how deep it is. `inObject` has a bit for each level.
  private mutating func skipNested() throws(Fault) -> Int {
    var levels: [Bool] = []
    var deepest = 0
    while true {
      // A value begins here.
      skipBlanks()
      guard position < end else { throw fault("a value") }
      var isComplete = false
      switch bytes[position] {
      case ASCII.openBrace, ASCII.openBracket:
        let isObject = bytes[position] == ASCII.openBrace
        guard levels.count < Self.deepest else { throw fault("at most 512 levels of nesting") }
        levels.append(isObject)
        deepest = max(deepest, levels.count)
        position += 1
        if take(isObject ? ASCII.closeBrace : ASCII.closeBracket) {
          levels.removeLast()
          isComplete = true
        } else if isObject {
          try skipName()
        }
      case ASCII.quote:
        try skipString()
        isComplete = true
      default:
        _ = try skipPlain()
        isComplete = true
      }
      guard isComplete else { continue }
      // Behind a value: a comma, or the end of what holds it.
      while let isObject = levels.last {
        if take(ASCII.comma) {
          if isObject { try skipName() }
          break
        }
        guard take(isObject ? ASCII.closeBrace : ASCII.closeBracket) else { throw fault("a comma or a closing mark") }
        levels.removeLast()
      }
      if levels.isEmpty { return deepest }
    }
  }

  private mutating func skipName() throws(Fault) {
    skipBlanks()
    guard position < end, bytes[position] == ASCII.quote else { throw fault("a name") }
    try skipString()
    guard take(ASCII.colon) else { throw fault("a colon") }
  }
}
