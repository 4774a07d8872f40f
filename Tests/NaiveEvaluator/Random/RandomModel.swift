import Chance

/// A momentum model put together at random, as somebody would write it down.
///
/// A row may turn out never to apply; whoever reads the text finds out, and takes its line away.
public struct RandomModel: Sendable {
  private var lines: [String]

  public var text: String { lines.joined(separator: "\n") + "\n" }

  public init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    lines = ["name: \(seed)"]
    if random.chance(70) { lines += Self.windows(using: &random) }
    for (component, names) in [
      ("velocity", ["gain"]), ("frequency", ["recent", "before"]), ("content", ["recent", "before"]),
      ("stakeholders", ["recent", "before", "growth"]),
    ] where random.chance(75) {
      lines.append("\(component):")
      for _ in 0..<random.number(0...8) { lines.append("  - \(Self.row(of: names, using: &random))") }
      lines.append("  - { points: \(random.number(-20...20)) }")
    }
    if random.chance(50) {
      let hot = random.number(5...25)
      lines.append("tiers: { hot: \(hot), warming: \(hot - random.number(1...8)), neutral: -4, cooling: -5 }")
    }
    if random.chance(50) {
      lines.append("surging: { fewest: \(random.number(1...4)), times: \(random.number(1...3)) }")
    }
    if random.chance(50) { lines.append("silent: \(random.number(-30...30))") }
    if random.chance(30) { lines.append("signals: { days: \(random.number(1...40)), points: { funding: 3 } }") }
  }

  /// Without some of its lines, counted from 1.
  public mutating func remove(lines numbers: some Sequence<Int>) {
    for number in numbers.sorted(by: >) { lines.remove(at: number - 1) }
  }

  private static func windows(using random: inout SplitMix64) -> [String] {
    var lines = ["windows:"]
    func days(_ random: inout SplitMix64) -> Int { random.one(of: [1, 2, 6, 7, 14, 15, 30]) }
    for name in ["frequency", "content", "stakeholders", "direction"] where random.chance(70) {
      lines.append("  \(name): [\(days(&random)), \(days(&random))]")
    }
    let count = random.number(1...4)
    let lengths = (0..<count).map { _ in "\(days(&random))" }
    let weights = (0..<count).map { _ in random.one(of: ["0", "0.25", "1/2", "1", "1.75", "2", "3"]) }
    lines.append("  velocity: [\(lengths.joined(separator: ", "))]")
    lines.append("gain_weights: [\(weights.joined(separator: ", "))]")
    return lines
  }

  private static func row(of names: [String], using random: inout SplitMix64) -> String {
    var conditions: [String] = []
    for name in names where names.count == 1 || random.chance(60) {
      let sign = random.one(of: ["= ", "!= ", "< ", "<= ", "> ", ">= ", ""])
      let others = names.filter { $0 != name }
      if !others.isEmpty, random.chance(40) {
        let factor = random.one(of: ["", "2 * ", "0.5 * ", "1.25 * ", "1/3 * ", "3/4 * "])
        conditions.append("\(name): \"\(sign)\(factor)\(random.one(of: others))\"")
      } else if name == "gain" {
        conditions.append("gain: \"\(sign)\(random.number(-10...40)).\(random.one(of: ["0", "25", "5", "75"]))\"")
      } else {
        conditions.append("\(name): \"\(sign)\(random.number(0...random.one(of: [2, 4, 6])))\"")
      }
    }
    return "{ when: { \(conditions.joined(separator: ", ")) }, points: \(random.number(-20...20)) }"
  }
}
