import Chance

/// An expression of a gate, put together so that it can be taken apart again.
public indirect enum Formula: Sendable, CustomStringConvertible {
  case atom(String)
  case all([Formula])
  case any([Formula])
  case not(Formula)
  case choice(String, Formula, Formula)

  public var description: String {
    switch self {
    case .atom(let text): text
    case .all(let parts): "(" + parts.map(\.description).joined(separator: " && ") + ")"
    case .any(let parts): "(" + parts.map(\.description).joined(separator: " || ") + ")"
    case .not(let part): "!(\(part))"
    case .choice(let condition, let then, let otherwise): "(\(condition) ? \(then) : \(otherwise))"
    }
  }

  /// Formulas that are a step simpler.
  var simpler: [Formula] {
    switch self {
    case .atom: []
    case .all(let parts): parts + Self.shorter(parts).map { .all($0) }
    case .any(let parts): parts + Self.shorter(parts).map { .any($0) }
    case .not(let part): [part] + part.simpler.map { .not($0) }
    case .choice(let condition, let then, let otherwise):
      [then, otherwise] + then.simpler.map { .choice(condition, $0, otherwise) }
        + otherwise.simpler.map { .choice(condition, then, $0) }
    }
  }

  private static func shorter(_ parts: [Formula]) -> [[Formula]] {
    parts.indices.flatMap { index -> [[Formula]] in
      var without = parts
      without.remove(at: index)
      let simplified = parts[index].simpler.map { part in
        var changed = parts
        changed[index] = part
        return changed
      }
      return (without.count > 1 ? [without] : []) + simplified
    }
  }
}

extension Formula {
  /// Most are easy to pass in one way or another: a gate that nobody passes tells nothing.
  static func gate(using random: inout SplitMix64) -> Formula {
    let strict = Formula.random(using: &random)
    guard random.chance(75) else { return strict }
    let easy = (0..<random.number(1...2)).map { _ in Formula.atom(Atom.easy(using: &random)) }
    return .any(easy + [strict])
  }

  static func random(using random: inout SplitMix64, depth: Int = 2) -> Formula {
    guard depth > 0, random.chance(65) else { return .atom(Atom.random(using: &random)) }
    let parts = (0..<random.number(2...3)).map { _ in Formula.random(using: &random, depth: depth - 1) }
    switch random.number(1...10) {
    case 1...2: return .all(parts)
    case 3...8: return .any(parts)
    // Attributes are not negated without has() in the same gate: the checker refuses that.
    case 9: return .not(.atom(Atom.aboutBehaviour(using: &random)))
    default: return .choice("has(lead.plan)", parts[0], parts[1])
    }
  }
}

/// The smallest questions that a gate asks, over the vocabulary of ``RandomLog``.
enum Atom {
  /// Often true, and seldom for good.
  static func easy(using random: inout SplitMix64) -> String {
    let window = window(&random)
    return random.one(of: [
      "reached(\"mql\")", "!reached(\"sql\")", "stage in [\"lead\", \"sql\", \"customer\"]",
      "events(\"page_view\", \"demo_request\").within(\(window)).exists()",
      "events(\(types(using: &random))).count() >= 1", "events(\"page_view\", \"email_sent\", \"note\").days() < 2",
      "points().within(\(window)) >= 0", "score >= 1", "idle_days() < \(window)", "age_days() >= \(window)",
      "has(lead.plan)", "lead.seats >= 2", "account.industry == \"saas\"", "lead.verified == true",
    ])
  }

  static func random(using random: inout SplitMix64) -> String {
    random.chance(40) ? aboutAttributes(using: &random) : aboutBehaviour(using: &random)
  }

  static func aboutAttributes(using random: inout SplitMix64) -> String {
    random.one(of: [
      "lead.plan == \"pro\"",
      "lead.plan in [\"pro\", \"team\", 3]",
      "lead.seats >= \(random.number(0...4))",
      "lead.seats + 1 > \(random.number(0...4)) * 2 - 1",
      "lead.verified == true",
      "lead.verified",
      "has(lead.plan)",
      "has(lead.plan) && lead.plan != \"free\"",
      "!has(lead.seats) || lead.seats != 2",
      "lead.title.matches(\"(?i)vp|chief\")",
      "lead.title.lowerAscii().startsWith(\"vp\")",
      "lead.title.size() > 5",
      "lead.address.city == \"Rio\"",
      "has(lead.address) && has(lead.address.city)",
      "lead.tags.exists(t, t == \"hot\")",
      "lead.tags.all(t, t.contains(\"o\"))",
      "10 / lead.seats > 3",
      "account.industry == \"saas\"",
      "account.employees >= \(random.number(1...60))",
      "has(account.industry) && !(account.industry == \"saas\")",
      "account.employees % 2 == 0",
      "lead.email.endsWith(\"acme.com\")",
    ])
  }

  static func aboutBehaviour(using random: inout SplitMix64) -> String {
    switch random.number(1...10) {
    case 1...2: return aboutStage(using: &random)
    case 3...6: return aboutEvents(using: &random)
    case 7: return "score \(comparison(&random)) \(random.number(-5...12))"
    case 8: return "points().within(\(window(&random))) \(comparison(&random)) \(random.number(-5...8))"
    case 9: return "\(random.one(of: ["age_days()", "idle_days()"])) \(comparison(&random)) \(random.number(0...25))"
    default: return "channel \(random.one(of: ["==", "!="])) \"\(random.one(of: RandomLog.channels + ["unknown"]))\""
    }
  }

  private static func aboutStage(using random: inout SplitMix64) -> String {
    let stage = random.one(of: ["lead", "mql", "sql", "opportunity", "customer"])
    return random.one(of: [
      "reached(\"\(stage)\")", "reached(\"mql\")", "stage == \"\(stage)\"", "stage in [\"lead\", \"\(stage)\"]",
      "stage != \"\(stage)\"",
    ])
  }

  private static func aboutEvents(using random: inout SplitMix64) -> String {
    let condition = random.chance(35) ? ".where(e, \(aboutEvent(using: &random)))" : ""
    let recent = random.chance(65) ? ".within(\(window(&random)))" : ""
    let events = "events(\(types(using: &random)))\(condition)\(recent)"
    switch random.number(1...3) {
    case 1: return "\(events).exists()"
    case 2: return "\(events).days() \(comparison(&random)) \(random.number(0...2))"
    default: return "\(events).count() \(comparison(&random)) \(random.number(0...3))"
    }
  }

  /// Conditions that are errors on some events among them.
  static func aboutEvent(using random: inout SplitMix64) -> String {
    random.one(of: [
      "e.path.startsWith(\"/pricing\")", "e.path == \"/blog\"", "e.value > 3", "e.value >= 2 || e.path == \"/blog\"",
      "has(e.path)", "!has(e.value)", "e.value * 2 == 4", "has(e.path) && e.value < 3",
      "e.to == \"mql\"", "e.to != \"sql\"",
    ])
  }

  private static func types(using random: inout SplitMix64) -> String {
    let types = (0..<random.number(1...2)).map { _ in random.one(of: RandomLog.definedTypes) }
    return Set(types).sorted().map { "\"\($0)\"" }.joined(separator: ", ")
  }

  private static func window(_ random: inout SplitMix64) -> Int { random.one(of: [1, 2, 3, 7, 14, 20]) }

  private static func comparison(_ random: inout SplitMix64) -> String {
    random.one(of: [">=", ">=", ">", "<", "<=", "=="])
  }
}
