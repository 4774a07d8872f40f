/// Evaluates an expression on facts given by hand, unchecked: what `definition try` does.
///
/// Lexer, parser, compiler, operators and functions are those of the gates; only the names mean
/// what the facts say, and what a check would refuse is an error value here.
public struct Trial: Sendable {
  public let tree: Syntax

  /// Parses an expression of the profile.
  public init(_ expression: String) throws(Diagnostic) {
    do {
      tree = try SyntaxParser.parse(expression)
    } catch {
      throw error.diagnostic(in: expression)
    }
  }

  static let file = "expression"

  /// The value of the expression. A fact may have a dotted name; `stage`, `score`, `age_days` and
  /// `idle_days` are facts like any other.
  public func evaluate(_ facts: [String: Value]) -> Outcome {
    var compiler = Compiler(scope: .facts(Set(facts.keys)))
    let root = compiler.compile(tree)
    var slots = SlotFacts(slots: compiler.slots.keys.map { facts[$0] })
    return compiler.code.outcome(root, &slots)
  }
}

extension ExpressionProblem {
  /// As a complaint about the expression by itself, wherever it may come from.
  func diagnostic(in expression: String) -> Diagnostic {
    let source = SourceText(expression, file: Trial.file)
    let places = TextPlaces(expression)
    return source.diagnostic(
      severity, at: places.position(range.lowerBound), length: places.length(range), message, hint: hint)
  }
}

/// Lines and columns of a text's bytes.
struct TextPlaces {
  private let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  func position(_ offset: Int) -> SourcePosition {
    let before = bytes.prefix(offset)
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return SourcePosition(
      line: before.count { $0 == 0x0A } + 1, column: Self.scalars(before[lineStart...]) + 1)
  }

  /// Columns of a range, as far as its first line goes.
  func length(_ range: Range<Int>) -> Int {
    let clamped = bytes[range.clamped(to: bytes.startIndex..<bytes.endIndex)]
    return max(1, Self.scalars(clamped.prefix { $0 != 0x0A }))
  }

  private static func scalars(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }
}
