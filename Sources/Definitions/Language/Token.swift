/// A word, number, string or sign of an expression.
struct Token: Hashable {
  enum Kind: Hashable {
    case identifier(String)
    /// Without its sign, so that −9223372036854775808 can be written.
    case int(UInt64)
    case double(Double)
    case string(String)
    case sign(Sign)
    case end
  }

  /// Longer signs stand before their beginnings: the lexer takes the first that fits.
  enum Sign: String, Hashable, CaseIterable {
    case and = "&&"
    case or = "||"
    case equal = "=="
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case percent = "%"
    case not = "!"
    case question = "?"
    case colon = ":"
    case dot = "."
    case comma = ","
    case openParenthesis = "("
    case closeParenthesis = ")"
    case openBracket = "["
    case closeBracket = "]"

    var bytes: [UInt8] { Array(rawValue.utf8) }
  }

  let kind: Kind
  let range: Range<Int>
}

/// What is wrong with an expression, and where in its text.
struct ExpressionProblem: Error, Hashable {
  var severity = Diagnostic.Severity.error
  let range: Range<Int>
  let message: String
  var hint: String?
}
