import Definitions

/// The rows of a component and what they look at, in words.
struct ModelWords {
  typealias Two = MomentumQuantities.Two

  private let component: MomentumModel.Component
  private let days: Two
  private let pair: Two

  init(_ component: MomentumModel.Component, _ model: MomentumModel, _ pair: Two) {
    self.component = component
    self.pair = pair
    let windows = model.windows
    days =
      switch component {
      case .velocity: Two(recent: windows.velocity.reduce(0, +), before: 0)
      case .frequency: Two(windows.frequency)
      case .content: Two(windows.content)
      case .stakeholders: Two(windows.stakeholders)
      }
  }

  func value(_ quantity: MomentumModel.Quantity) -> String {
    switch quantity {
    case .gain: gain(pair.recent)
    case .recent: "\(pair.recent)"
    case .before: "\(pair.before)"
    case .growth: "\(pair.recent - pair.before)"
    }
  }

  /// "6 engagement events in the last 14 days against 2 in the 14 before".
  var found: String {
    switch component {
    case .velocity: "a gain of \(counted(gain(pair.recent), "point")) in the \(last)"
    case .frequency: "\(counted(pair.recent, "engagement event")) in the \(last) against \(before("\(pair.before)"))"
    case .content:
      "\(depth(pair.recent)) as the deepest in the \(last) against \(before(depth(pair.before)))"
    case .stakeholders: "\(counted(pair.recent, "stakeholder")) in the \(last) against \(before("\(pair.before)"))"
    }
  }

  /// "4 engagement events in the last 14 days", of what would be better.
  var wanted: String {
    switch component {
    case .velocity: "\(counted(gain(pair.recent), "point")) of gain"
    case .frequency: "\(counted(pair.recent, "engagement event")) in the \(last)"
    case .content: "\(depth(pair.recent)) in the \(last)"
    case .stakeholders: "\(counted(pair.recent, "stakeholder")) in the \(last)"
    }
  }

  /// "at least 2 times as many as before and more than 3 recently".
  func conditions(of row: MomentumModel.Row) -> String {
    row.conditions.isEmpty ? "in every other case" : row.conditions.map(words).joined(separator: " and ")
  }

  private var last: String { days.recent == 1 ? "last day" : "last \(days.recent) days" }

  private func before(_ what: String) -> String {
    "\(what == "0" ? "none" : what) in the \(days.before == 1 ? "day" : "\(days.before)") before"
  }

  private func gain(_ quarters: Int) -> String { Gain(clamping: Int128(quarters)).description }

  private func counted(_ number: Int, _ noun: String) -> String { counted(number == 0 ? "no" : "\(number)", noun) }

  private func counted(_ number: String, _ noun: String) -> String { "\(number) \(noun)\(number == "1" ? "" : "s")" }

  private func depth(_ depth: Int) -> String {
    let names = ["nothing", "awareness", "consideration", "decision", "a raised hand"]
    return names.indices.contains(depth) ? names[depth] : "\(depth)"
  }
}

/// A condition in words.
extension ModelWords {
  private func words(_ condition: MomentumModel.Condition) -> String {
    switch condition.bound {
    case .number(let number) where condition.quantity == .growth: growth(condition.relation, number.numerator)
    case .number(let number): compared(condition.relation, number, condition.quantity)
    case .times(let factor, let other): times(condition.quantity, condition.relation, factor, other)
    }
  }

  /// "at least 60", "fewer than 2 before", "decision or deeper recently".
  private func compared(
    _ relation: MomentumModel.Relation, _ number: MomentumModel.Fraction, _ quantity: MomentumModel.Quantity
  ) -> String {
    if quantity == .gain { return "\(Self.amount[relation] ?? "") \(number)" }
    let time = quantity == .recent ? "recently" : "before"
    if component == .content { return "\(depth(relation, number.numerator)) \(time)" }
    if number.numerator == 0, relation == .equal { return "none \(time)" }
    if number.numerator == 0, relation == .unequal || relation == .greater { return "some \(time)" }
    return "\(Self.count[relation] ?? "") \(number) \(time)"
  }

  private func depth(_ relation: MomentumModel.Relation, _ number: Int) -> String {
    let name = depth(number)
    switch relation {
    case .equal: return name
    case .unequal: return number == 0 ? "something" : "not \(name)"
    case .greater: return number == 0 ? "something" : "deeper than \(name)"
    case .greaterOrEqual: return "\(name) or deeper"
    case .less: return "less deep than \(name)"
    case .lessOrEqual: return "\(name) or less deep"
    }
  }

  /// "at least 3 more than before", "fewer than before".
  private func growth(_ relation: MomentumModel.Relation, _ number: Int) -> String {
    switch (relation, number) {
    case (_, 0): Self.many[relation] ?? ""
    case (_, 0...): "\(Self.count[relation] ?? "") \(number) more than before"
    default: "a growth of \(Self.count[relation] ?? "") \(number)"
    }
  }

  /// "at least 1.25 times as many as before", "deeper than before".
  private func times(
    _ quantity: MomentumModel.Quantity, _ relation: MomentumModel.Relation, _ factor: MomentumModel.Fraction,
    _ other: MomentumModel.Quantity
  ) -> String {
    guard quantity == .recent, other == .before else {
      let size = Self.count[relation] ?? ""
      return "\(quantity.rawValue) \(size) " + (factor.isOne ? other.rawValue : "\(factor) times \(other.rawValue)")
    }
    if factor.isOne { return (component == .content ? Self.deep : Self.many)[relation] ?? "" }
    return "\(Self.count[relation] ?? "") \(factor) times as \(component == .content ? "deep" : "many") as before"
  }

  private static let amount: [MomentumModel.Relation: String] = [
    .equal: "exactly", .unequal: "not", .less: "below", .lessOrEqual: "at most", .greater: "above",
    .greaterOrEqual: "at least",
  ]
  private static let count: [MomentumModel.Relation: String] = [
    .equal: "exactly", .unequal: "not", .less: "fewer than", .lessOrEqual: "at most", .greater: "more than",
    .greaterOrEqual: "at least",
  ]
  private static let many: [MomentumModel.Relation: String] = [
    .equal: "as many as before", .unequal: "not as many as before", .less: "fewer than before",
    .lessOrEqual: "at most as many as before", .greater: "more than before",
    .greaterOrEqual: "at least as many as before",
  ]
  private static let deep: [MomentumModel.Relation: String] = [
    .equal: "as deep as before", .unequal: "not as deep as before", .less: "less deep than before",
    .lessOrEqual: "at most as deep as before", .greater: "deeper than before",
    .greaterOrEqual: "at least as deep as before",
  ]
}

extension MomentumModel.Fraction {
  fileprivate var isOne: Bool { numerator == denominator }
}

extension MomentumQuantities.Two {
  fileprivate init(_ windows: MomentumModel.Windows.Pair) {
    self.init(recent: windows.recent, before: windows.before)
  }
}
