import Definitions

extension NaiveRules {
  /// The standard with what a document says otherwise: read from its tree as it stands, and asked anew,
  /// row by row and condition by condition, each time.
  public init(document: String) throws {
    self.init()
    let tree = try YAMLReader.read(document, file: "naive")
    if let windows = try tree.value("windows") {
      frequency = try windows.value("frequency")?.ends ?? frequency
      content = try windows.value("content")?.ends ?? content
      stakeholders = try windows.value("stakeholders")?.ends ?? stakeholders
      direction = try windows.value("direction")?.ends ?? direction
    }
    let days = try tree.value("windows")?.value("velocity")?.sequence().map { try $0.text() }.compactMap(Int.init)
    let weights = try tree.value("gain_weights")?.sequence().map { try Ratio($0.text()) }
    let lengths = days ?? gain.map(\.ago.count)
    let quarters = weights?.map { 4 * $0.numerator / $0.denominator } ?? gain.map(\.quarters)
    gain = []
    for (length, quarters) in zip(lengths, quarters) {
      let start = gain.last?.ago.upperBound ?? 0
      gain.append((ago: start..<start + length, quarters: quarters))
    }
    if let lines = try tree.lines("velocity") {
      ofGain = { lines.points(["gain": Ratio($0, 4)]) }
    }
    if let lines = try tree.lines("frequency") { ofEvents = { lines.points(Self.named($0, $1)) } }
    if let lines = try tree.lines("content") { ofDepths = { lines.points(Self.named($0, $1)) } }
    if let lines = try tree.lines("stakeholders") { ofStakeholders = { lines.points(Self.named($0, $1)) } }
    for (index, name) in ["hot", "warming", "neutral", "cooling"].enumerated() {
      tiers[index] = try tree.value("tiers")?.value(name)?.number ?? tiers[index]
    }
    surging.fewest = try tree.value("surging")?.value("fewest")?.number ?? surging.fewest
    surging.times = try tree.value("surging")?.value("times")?.number ?? surging.times
    silent = try tree.value("silent")?.number ?? silent
  }

  private static func named(_ recent: Int, _ before: Int) -> [String: Ratio] {
    ["recent": Ratio(recent, 1), "before": Ratio(before, 1), "growth": Ratio(recent - before, 1)]
  }
}

/// A line of a component: conditions by the name of what they are about, as they are written.
private struct Line: Sendable {
  let when: [String: String]
  let points: Int

  func applies(_ numbers: [String: Ratio]) -> Bool {
    when.allSatisfy { name, words in
      var words = words.split(separator: " ").map(String.init)
      let sign = ["=", "!=", "<", "<=", ">", ">="].contains(words[0]) ? words.removeFirst() : "="
      let right = numbers[words.last ?? ""] ?? Ratio(words[0])
      let factor = words.count == 3 ? Ratio(words[0]) : Ratio(1, 1)
      guard let left = numbers[name] else { return false }
      let a = left.numerator * right.denominator * factor.denominator
      let b = right.numerator * factor.numerator * left.denominator
      switch sign {
      case "=": return a == b
      case "!=": return a != b
      case "<": return a < b
      case "<=": return a <= b
      case ">": return a > b
      default: return a >= b
      }
    }
  }
}

extension [Line] {
  /// A model has a line for everything, so the last resort is one that no model can give.
  fileprivate func points(_ numbers: [String: Ratio]) -> Int { first { $0.applies(numbers) }?.points ?? .min }
}

/// `3`, `-0.25`, `5/4`.
private struct Ratio: Sendable {
  let numerator, denominator: Int

  init(_ numerator: Int, _ denominator: Int) { (self.numerator, self.denominator) = (numerator, denominator) }

  init(_ text: String) {
    let parts = text.split(separator: "/").map(String.init)
    if parts.count == 2 {
      self.init(Int(parts[0]) ?? 0, Int(parts[1]) ?? 1)
    } else {
      let places = text.split(separator: ".").dropFirst().first.map(\.count) ?? 0
      let digits = text.filter { $0 != "." }
      self.init(Int(digits) ?? 0, (0..<places).reduce(1) { power, _ in power * 10 })
    }
  }
}

extension YAMLNode {
  fileprivate func value(_ key: String) throws -> YAMLNode? { try entries().first { $0.key == key }?.value }

  fileprivate var number: Int? { get throws { Int(try text()) } }

  /// Where two windows end that begin with the day itself.
  fileprivate var ends: (Int, Int) {
    get throws {
      let days = try sequence().map { try $0.text() }.compactMap(Int.init)
      return (days[0], days[0] + days[1])
    }
  }

  fileprivate func lines(_ component: String) throws -> [Line]? {
    try value(component)?.sequence().map { row in
      let when = try row.value("when")?.entries().map { ($0.key, try $0.value.text()) } ?? []
      return Line(
        when: Dictionary(when, uniquingKeysWith: { first, _ in first }), points: try row.value("points")?.number ?? 0)
    }
  }
}
