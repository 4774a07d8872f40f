/// A part of a gate with the value it had, so that a person can follow how the gate came to its answer.
public struct TracedPart: Hashable, Sendable {
  /// Where a number or a value came from.
  public enum Source: Hashable, Sendable {
    /// By slot of ``Program/attributes``.
    case attribute(Int)
    /// By slot of ``Program/queries``: the events behind it are those that the query matches.
    case query(Int)
    /// By slot of ``Program/pointWindows``.
    case points(Int)
    case score, stage, channel
    case days(Clock)
  }

  /// As it stands in the gate.
  public let text: String
  /// Where it stands there, as offsets into UTF-8.
  public let range: Range<Int>
  /// How many parts it is inside of; the gate itself is 0.
  public let level: Int
  public let outcome: Outcome
  /// What was looked at; `nil` for what is computed from other parts.
  public let source: Source?
  /// What the number of ``source`` has to be at least, where that is all the part asks.
  public let atLeast: Int64?
}

/// What would have to be otherwise for a gate to hold.
public indirect enum Want: Hashable, Sendable {
  /// The part would have to come to this.
  case part(TracedPart, be: Bool)
  case all([Want])
  case any([Want])
}

extension Program {
  /// Every part of a gate with its value in a state, in the order of the text, each before its own
  /// parts. Literals are left out; so is what is inside a macro or a `where`, which has no one value.
  ///
  /// The expression has to be one of the gates that this program was made from. Slow beside
  /// ``holds(_:_:)``: each part is compiled by itself.
  public func trace(_ gate: Expression, _ state: GateState) -> [TracedPart] {
    var tracer = Tracer(gate: gate, symbols: symbols, state: state)
    tracer.walk(gate.tree, level: 0)
    return tracer.parts
  }

  /// The parts that decided a gate, in the order of the text: for one that holds, conditions that
  /// together make it hold; for one that does not, those of which at least one would have to change.
  public func decisive(_ gate: Expression, _ state: GateState) -> [TracedPart] {
    var tracer = Tracer(gate: gate, symbols: symbols, state: state)
    tracer.decide(gate.tree, level: 0)
    return tracer.parts
  }
}

extension Program {
  /// `nil` for a gate that holds.
  public func want(_ gate: Expression, _ state: GateState) -> Want? {
    var tracer = Tracer(gate: gate, symbols: symbols, state: state)
    return tracer.want(gate.tree, be: true)
  }
}

private struct Tracer {
  private let bytes: [UInt8]
  private let symbols: Symbols
  private let state: GateState
  private(set) var parts: [TracedPart] = []

  init(gate: Expression, symbols: Symbols, state: GateState) {
    bytes = Array(gate.text.utf8)
    self.symbols = symbols
    self.state = state
  }

  mutating func walk(_ tree: Syntax, level: Int) {
    switch tree.form {
    case .literal, .list: return
    case .quantified(_, _, let list, _):
      add(tree, level)
      walk(list, level: level + 1)
    case .events, .has: add(tree, level)
    default:
      let part = add(tree, level)
      guard part?.source == nil || tree.isComparison else { return }
      for inner in tree.parts { walk(inner, level: level + 1) }
    }
  }

  mutating func decide(_ tree: Syntax, level: Int) {
    switch tree.form {
    case .and(let parts): decide(parts, against: .no, level)
    case .or(let parts): decide(parts, against: .yes, level)
    case .not(let inner) where inner.isChain: decide(inner, level: level + 1)
    default: add(tree, level)
    }
  }

  /// A chain is decided by one part where any is enough, else by all that are not neutral.
  private mutating func decide(_ chain: [Syntax], against enough: Outcome, _ level: Int) {
    let outcomes = chain.map { evaluate($0).outcome }
    if let index = outcomes.firstIndex(of: enough) { return decide(chain[index], level: level + 1) }
    let neutral: Outcome = enough == .yes ? .no : .yes
    let errors = outcomes.indices.filter { outcomes[$0] != neutral }
    for index in errors.isEmpty || enough == .yes ? Array(outcomes.indices) : errors {
      decide(chain[index], level: level + 1)
    }
  }

  /// `nil` for a part that is so already. A chain that must not hold is one of which a part must not.
  mutating func want(_ tree: Syntax, be wanted: Bool) -> Want? {
    if evaluate(tree).outcome == (wanted ? Outcome.yes : .no) { return nil }
    switch tree.form {
    case .and(let parts): return want(parts, wanted, needsAll: wanted)
    case .or(let parts): return want(parts, wanted, needsAll: !wanted)
    case .not(let inner): return want(inner, be: !wanted)
    default: return .part(part(tree, level: 0), be: wanted)
    }
  }

  private mutating func want(_ parts: [Syntax], _ wanted: Bool, needsAll: Bool) -> Want? {
    var wants: [Want] = []
    for part in parts {
      guard let want = want(part, be: wanted) else { continue }
      wants.append(want)
    }
    return wants.count == 1 ? wants[0] : needsAll ? .all(wants) : .any(wants)
  }

  @discardableResult
  private mutating func add(_ tree: Syntax, _ level: Int) -> TracedPart? {
    let part = part(tree, level: level)
    parts.append(part)
    return part
  }

  private func part(_ tree: Syntax, level: Int) -> TracedPart {
    let (outcome, node) = evaluate(tree)
    let range = tree.range.clamped(to: 0..<bytes.count)
    return TracedPart(
      text: String(decoding: bytes[range], as: UTF8.self), range: range, level: level, outcome: outcome,
      source: node.source, atLeast: node.atLeast)
  }

  private func evaluate(_ tree: Syntax) -> (outcome: Outcome, node: Code.Node) {
    var compiler = Compiler(scope: .gate, symbols: symbols)
    let root = compiler.compile(tree)
    var state = state
    return (compiler.code.outcome(root, &state), compiler.code.nodes[root])
  }
}

extension Code.Node {
  fileprivate var source: TracedPart.Source? {
    switch self {
    case .slot(let slot, _), .isFilled(let slot): .attribute(slot)
    case .stage, .stageIsAmong: .stage
    case .channel: .channel
    case .counter(let counter), .compare(let counter, _, _): counter.source
    default: nil
    }
  }

  fileprivate var atLeast: Int64? {
    switch self {
    case .compare(_, .greaterOrEqual, let bound): bound
    case .compare(_, .greater, let bound) where bound < .max: bound + 1
    default: nil
    }
  }
}

extension Counter {
  fileprivate var source: TracedPart.Source {
    switch self {
    case .score: .score
    case .events(let slot): .query(slot)
    case .points(let slot): .points(slot)
    case .days(let clock): .days(clock)
    }
  }
}

extension Syntax {
  fileprivate var isChain: Bool {
    switch form {
    case .and, .or, .not: true
    default: false
    }
  }

  fileprivate var isComparison: Bool { if case .binary = form { true } else { false } }
}
