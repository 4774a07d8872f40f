/// Swift's name for a file or a folder of `SQL/`.
enum Identifier {
  /// `by_channel` → `byChannel`, escaped where Swift reserves the word.
  static func member(_ snake: String) throws(CatalogError) -> String {
    let words = try words(of: snake)
    let name = words[0] + words.dropFirst().map(capitalised).joined()
    return reserved.contains(name) ? "`\(name)`" : name
  }

  /// `call_queue` → `CallQueue`.
  static func namespace(_ snake: String) throws(CatalogError) -> String {
    let name = try words(of: snake).map(capitalised).joined()
    // Not even backticks make these two a nested type's name.
    if name == "Type" || name == "Protocol" { throw .unusableName(snake) }
    return name
  }

  private static func words(of snake: String) throws(CatalogError) -> [String] {
    let words = snake.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    let isName = words.allSatisfy { word in
      !word.isEmpty && word.utf8.allSatisfy { isLetter($0) || isDigit($0) }
    }
    guard isName, let first = snake.utf8.first, isLetter(first), snake != "self", snake != "init" else {
      throw .unusableName(snake)
    }
    return words
  }

  private static func capitalised(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }
  private static func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a") <= byte && byte <= UInt8(ascii: "z") }
  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0") <= byte && byte <= UInt8(ascii: "9") }

  private static let reserved: Set<String> = [
    "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do", "else",
    "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in", "inout",
    "internal", "is", "let", "nil", "operator", "precedencegroup", "private", "protocol", "public", "repeat",
    "rethrows", "return", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try",
    "typealias", "var", "where", "while",
  ]
}
