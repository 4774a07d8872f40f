extension MomentumModel {
  /// What a row may ask about.
  public enum Quantity: String, Hashable, Sendable, CaseIterable {
    /// The weighted points of velocity's windows, exact to the quarter.
    case gain
    /// What the recent window holds: events, the deepest of them, or leads that engaged.
    case recent
    /// The same of the window before.
    case before
    /// `recent` less `before`.
    case growth
  }

  /// One line of a component's rules: it applies where all of its conditions hold and no row before it does.
  public struct Row: Hashable, Sendable {
    /// In the order of ``Quantity``. None: the row always applies.
    public let conditions: [Condition]
    public let points: Int
  }

  /// A quantity compared with a number, or with so many times another quantity.
  public struct Condition: Hashable, Sendable {
    public let quantity: Quantity
    public let relation: Relation
    public let bound: Bound
  }

  public enum Relation: String, Hashable, Sendable, CaseIterable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  public enum Bound: Hashable, Sendable {
    case number(Fraction)
    case times(Fraction, Quantity)
  }

  /// A number as it was written, in lowest terms.
  public struct Fraction: Hashable, Sendable {
    public let numerator: Int
    /// Above zero.
    public let denominator: Int

    /// - Parameter denominator: above zero.
    init(_ numerator: Int, over denominator: Int = 1) {
      var (divisor, rest) = (denominator, Int(clamping: numerator.magnitude))
      while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
      self.numerator = numerator / divisor
      self.denominator = denominator / divisor
    }
  }
}

extension MomentumModel.Fraction: CustomStringConvertible {
  /// `2`, `-0.25`, and `1/3` where no decimal of four places is it.
  public var description: String {
    if denominator == 1 { return "\(numerator)" }
    guard 10_000.isMultiple(of: denominator) else { return "\(numerator)/\(denominator)" }
    let tenThousandths = numerator.magnitude * UInt(10_000 / denominator)
    let (whole, rest) = tenThousandths.quotientAndRemainder(dividingBy: 10_000)
    var places = String(10_000 + rest).dropFirst()
    while places.last == "0" { places.removeLast() }
    return (numerator < 0 ? "-" : "") + "\(whole)." + places
  }
}

extension MomentumModel.Condition: CustomStringConvertible {
  /// The right side as a document has it: `0`, `>= 60`, `> before`, `>= 1.25 * before`.
  public var description: String {
    switch bound {
    case .number(let number): relation == .equal ? "\(number)" : "\(relation.rawValue) \(number)"
    case .times(MomentumModel.Fraction(1), let other): "\(relation.rawValue) \(other.rawValue)"
    case .times(let factor, let other): "\(relation.rawValue) \(factor) * \(other.rawValue)"
    }
  }
}
