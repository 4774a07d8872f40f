public import Chance
public import Definitions

/// A definition put together at random, part by part, so that parts can be taken out again.
public struct RandomDefinition: Sendable {
  public var basis: Basis
  public var gates: [Gate: Formula]
  public var idle: Int?
  public var age: Int?
  public var rules: [String]

  public init(using random: inout SplitMix64) {
    basis = random.one(of: Basis.allCases)
    gates = [:]
    for gate in Gate.allCases where random.chance(30) { gates[gate] = Formula.gate(using: &random) }
    idle = random.maybe(35) { $0.number(1...25) }
    age = random.maybe(25) { $0.number(1...60) }
    rules = (0..<random.number(0...6)).map { _ in Self.rule(using: &random) }
  }

  /// The file that an admin would write.
  public var text: String {
    var lines = ["name: random", "basis: \(basis.rawValue)"]
    let written = Gate.allCases.compactMap { gate in gates[gate].map { "  \(gate.rawValue): \(Self.quoted("\($0)"))" } }
    if !written.isEmpty { lines += ["qualified:"] + written }
    let decay = [idle.map { "idle: \($0)" }, age.map { "age: \($0)" }].compactMap { $0 }
    if !decay.isEmpty { lines.append("decay: { \(decay.joined(separator: ", ")) }") }
    if !rules.isEmpty { lines += ["scoring:"] + rules.map { "  - \($0)" } }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Definitions that are a step simpler.
  var simpler: [RandomDefinition] {
    var all: [RandomDefinition] = []
    func add(_ change: (inout RandomDefinition) -> Void) {
      var copy = self
      change(&copy)
      all.append(copy)
    }
    for gate in Gate.allCases where gates[gate] != nil { add { $0.gates[gate] = nil } }
    if idle != nil { add { $0.idle = nil } }
    if age != nil { add { $0.age = nil } }
    for index in rules.indices { add { $0.rules.remove(at: index) } }
    for (gate, formula) in gates { for simpler in formula.simpler { add { $0.gates[gate] = simpler } } }
    return all
  }

  private static func rule(using random: inout SplitMix64) -> String {
    let type = random.one(of: RandomLog.definedTypes)
    var parts = ["event: \(type)"]
    if random.chance(40) { parts.append("where: \(quoted(Atom.aboutEvent(using: &random)))") }
    if random.chance(85) { parts.append("points: \(random.number(-8...15))") }
    if random.chance(50) { parts.append("depth: \(random.number(0...4))") }
    // `engagement: true` on what is never engagement is an error of the definition.
    if random.chance(30) {
      parts.append("engagement: \(RandomLog.engagingTypes.contains(type) && random.chance(40))")
    }
    return "{ \(parts.joined(separator: ", ")) }"
  }

  private static func quoted(_ expression: String) -> String {
    "'" + expression.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}
