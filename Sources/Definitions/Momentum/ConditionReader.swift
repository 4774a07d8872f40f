/// Reads the right side of a condition: `0`, `>= 60`, `> before`, `>= 1.25 * before`, `< 1/3 * before`.
struct ConditionReader {
  private let node: YAMLNode
  private let quantity: MomentumModel.Quantity
  private let component: MomentumModel.Component
  private let bytes: [UInt8]
  private var position = 0

  static func read(
    _ node: YAMLNode, of quantity: MomentumModel.Quantity, in component: MomentumModel.Component
  ) throws(Diagnostic) -> MomentumModel.Condition {
    let bytes = Array(try node.text().utf8)
    var reader = ConditionReader(node: node, quantity: quantity, component: component, bytes: bytes)
    return try reader.condition()
  }

  private init(
    node: YAMLNode, quantity: MomentumModel.Quantity, component: MomentumModel.Component, bytes: [UInt8]
  ) {
    (self.node, self.quantity, self.component, self.bytes) = (node, quantity, component, bytes)
  }

  private mutating func condition() throws(Diagnostic) -> MomentumModel.Condition {
    let relation = try relation()
    skipBlanks()
    let start = position
    let bound: MomentumModel.Bound
    if let word = word() {
      bound = .times(MomentumModel.Fraction(1), try other(word, start..<position))
    } else {
      bound = try numberOrTimes(start)
    }
    skipBlanks()
    guard position == bytes.count else {
      throw complaint(position..<bytes.count, "expected the end, found `\(text(position..<bytes.count))`")
    }
    return MomentumModel.Condition(quantity: quantity, relation: relation, bound: bound)
  }

  /// None is `=`.
  private mutating func relation() throws(Diagnostic) -> MomentumModel.Relation {
    skipBlanks()
    let start = position
    let sign = run { $0 >= 0x80 || "=!<>~".utf8.contains($0) }
    if sign.isEmpty { return .equal }
    guard let relation = MomentumModel.Relation(rawValue: sign) else {
      let meant = ["==": "=", "≥": ">=", "≤": "<=", "≠": "!=", "<>": "!=", "=>": ">=", "=<": "<="][sign]
      throw complaint(
        start..<position, "`\(sign)` compares nothing",
        hint: meant.map { "write `\($0)`" }
          ?? "known are: " + MomentumModel.Relation.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return relation
  }

  private mutating func numberOrTimes(_ start: Int) throws(Diagnostic) -> MomentumModel.Bound {
    let number = try number()
    let range = start..<position
    skipBlanks()
    guard position < bytes.count, bytes[position] == UInt8(ascii: "*") else {
      try check(number, range)
      return .number(number)
    }
    position += 1
    skipBlanks()
    let name = position
    guard let word = word() else { throw complaint(name..<bytes.count, "a quantity is missing after `*`", hint: known) }
    let other = try other(word, name..<position)
    let factors = MomentumModel.factors
    guard number.numerator > 0, number.numerator <= factors.upperBound * number.denominator,
      factors.contains(number.denominator)
    else {
      throw complaint(
        range, "`\(text(range))` is out of range; a factor is above 0 and at most \(factors.upperBound)",
        hint: "a decimal of at most 4 places, or a fraction of whole numbers over at most \(factors.upperBound)")
    }
    return .times(number, other)
  }

  /// Whether the quantity can be compared with a number, exactly and without overflow.
  private func check(_ number: MomentumModel.Fraction, _ range: Range<Int>) throws(Diagnostic) {
    let bounds = MomentumModel.bounds
    guard quantity.unit.isMultiple(of: number.denominator) else {
      throw complaint(
        range,
        quantity == .gain
          ? "a gain goes in quarters of a point, and `\(text(range))` is between two"
          : "`\(quantity.rawValue)` is a whole number, and `\(text(range))` is none")
    }
    guard number.numerator.magnitude <= UInt(bounds.upperBound * number.denominator) else {
      throw complaint(
        range, "\(text(range)) is out of range; it has to be \(bounds.lowerBound) to \(bounds.upperBound)")
    }
  }

  private func other(_ word: String, _ range: Range<Int>) throws(Diagnostic) -> MomentumModel.Quantity {
    guard let other = MomentumModel.Quantity(rawValue: word), component.quantities.contains(other) else {
      throw complaint(
        range, "`\(word)` is no quantity of \(component.rawValue)",
        hint: Spelling.question(word, component.quantities.map(\.rawValue)) ?? known)
    }
    guard other != quantity else { throw complaint(range, "`\(word)` is compared with itself") }
    return other
  }

  private var known: String { "known are: " + component.quantities.map(\.rawValue).joined(separator: ", ") }
}

/// The characters.
extension ConditionReader {
  /// `2`, `-5`, `1.25`, `5/4`.
  private mutating func number() throws(Diagnostic) -> MomentumModel.Fraction {
    let start = position
    let written = run { Lexer.isDigit($0) || "-./".utf8.contains($0) }
    guard let number = MomentumModel.Fraction(written) else {
      let example = quantity == .gain ? "`gain: \">= 60\"`" : "`\(quantity.rawValue): \">= 3\"`"
      let other = component.quantities.first { $0 != quantity }.map { " or `\(quantity.rawValue): \"> 2 * \($0)\"`" }
      throw complaint(
        start..<bytes.count, "expected a number or a quantity, found `\(text(start..<bytes.count))`",
        hint: "as in \(example)\(other ?? "")")
    }
    return number
  }

  private mutating func word() -> String? {
    let word = run { Lexer.beginsWord($0) }
    return word.isEmpty ? nil : word
  }

  private mutating func skipBlanks() { _ = run { $0 == UInt8(ascii: " ") } }

  private mutating func run(_ belongs: (UInt8) -> Bool) -> String {
    let start = position
    while position < bytes.count, belongs(bytes[position]) { position += 1 }
    return text(start..<position)
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range].prefix(40), as: UTF8.self) }

  private func complaint(_ range: Range<Int>, _ message: String, hint: String? = nil) -> Diagnostic {
    let places = ScalarPlaces(node)
    return node.source.diagnostic(
      at: places.position(range.lowerBound), length: places.length(range), message, hint: hint)
  }
}

extension MomentumModel.Fraction {
  /// `2`, `-5`, `1.25`, `5/4`; `nil` for anything else, and for more than nine digits.
  init?(_ text: String) {
    let isNegative = text.hasPrefix("-")
    let digits = text.dropFirst(isNegative ? 1 : 0)
    func number(_ part: Substring) -> Int? {
      part.isEmpty || part.utf8.count > 9 || !part.utf8.allSatisfy(Lexer.isDigit) ? nil : Int(part)
    }
    let (whole, over): (Int?, Int)
    if let point = digits.firstIndex(of: ".") {
      let places = digits[digits.index(after: point)...]
      guard (1...4).contains(places.utf8.count), let before = number(digits[..<point]), let after = number(places)
      else { return nil }
      over = places.utf8.reduce(1) { power, _ in 10 * power }
      whole = before * over + after
    } else if let slash = digits.firstIndex(of: "/") {
      whole = number(digits[..<slash])
      over = number(digits[digits.index(after: slash)...]) ?? 0
    } else {
      (whole, over) = (number(digits), 1)
    }
    guard let whole, over > 0 else { return nil }
    self.init(isNegative ? -whole : whole, over: over)
  }
}
