/// How names of columns are compared, and what they are called as attributes.
enum ColumnName {
  /// Case, spaces, underscores and hyphens make no difference, nor does the asterisk that
  /// some exports put behind required columns.
  static func folded(_ name: String) -> String {
    var folded = ""
    for character in name.lowercased() {
      let isGap = character == " " || character == "_" || character == "-" || character == "\u{A0}"
      if !isGap {
        folded.append(character)
      } else if !folded.isEmpty, folded.last != "_" {
        folded.append("_")
      }
    }
    while folded.hasSuffix("_") || folded.hasSuffix("*") { folded.removeLast() }
    return folded
  }

  /// The path under which a definition reads the column: `employees`, `address.city`.
  ///
  /// A name that can be written in an expression stays as it is, case and all; any other
  /// becomes lower-case words between underscores. Dots make nested objects.
  static func path(_ name: String) -> [String] {
    let isPath = name.contains(".") && !name.contains(" ")
    let parts = isPath ? name.split(separator: ".", omittingEmptySubsequences: false).map(String.init) : [name]
    guard !parts.contains("") else { return [word(name)] }
    return parts.map(word)
  }

  private static func word(_ part: String) -> String {
    if isIdentifier(part) { return part }
    var word = ""
    for character in part.lowercased() {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else if !word.isEmpty, word.last != "_" {
        word.append("_")
      }
    }
    while word.hasSuffix("_") { word.removeLast() }
    return word.isEmpty ? "column" : word
  }

  private static func isIdentifier(_ part: String) -> Bool {
    guard let first = part.utf8.first, ASCII.isLetter(first) || first == ASCII.underscore else { return false }
    return part.utf8.allSatisfy { ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == ASCII.underscore }
  }
}
