/// Reads the YAML document of a definition, and goes on after an error to find the next one.
struct DefinitionReader {
  private let vocabulary: Vocabulary
  private var found: [Diagnostic] = []

  static func read(_ text: String, file: String, vocabulary: Vocabulary?) throws(Diagnostics) -> Definition {
    var reader = DefinitionReader(vocabulary: vocabulary ?? Vocabulary())
    let document: YAMLMapping
    do {
      document = try YAMLReader.read(text, file: file).mapping(["name", "basis", "qualified", "decay", "scoring"])
    } catch {
      throw Diagnostics([error])
    }
    return try reader.definition(document, source: text)
  }

  private init(vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  private mutating func definition(_ document: YAMLMapping, source: String) throws(Diagnostics) -> Definition {
    let name = noting { () throws(Diagnostic) in try Self.name(document) }
    let basis = noting { () throws(Diagnostic) in try Self.basis(document) }
    let gates = gates(document)
    let decay = decay(document)
    let scoring = scoring(document)
    let diagnostics = Diagnostics(found)
    guard diagnostics.errors.isEmpty, let name, let basis else { throw diagnostics }
    return Definition(
      name: name, basis: basis, decay: decay, gates: gates, scoring: scoring, source: source,
      warnings: diagnostics.warnings,
      program: Program(gates: gates.mapValues(\.tree), scoring: scoring))
  }

  /// Runs a step; what it throws is kept, and the reading goes on.
  private mutating func noting<Result>(_ step: () throws(Diagnostic) -> Result) -> Result? {
    do {
      return try step()
    } catch {
      found.append(error)
      return nil
    }
  }

  private static func name(_ document: YAMLMapping) throws(Diagnostic) -> String {
    let node = try document.required("name")
    let name = try node.text()
    guard name.count <= 100, !name.contains(where: \.isNewline) else {
      throw node.error("a name has one line and at most 100 characters")
    }
    return name
  }

  private static func basis(_ document: YAMLMapping) throws(Diagnostic) -> Basis {
    guard let node = document["basis"] else { return .stock }
    return Basis(rawValue: try node.word(among: Basis.allCases.map(\.rawValue))) ?? .stock
  }

  private mutating func decay(_ document: YAMLMapping) -> Decay {
    guard let node = document["decay"] else {
      warnOfNoDecay(document.node)
      return Decay(idle: nil, age: nil)
    }
    guard let fields = noting({ () throws(Diagnostic) in try node.mapping(["idle", "age"]) }) else {
      return Decay(idle: nil, age: nil)
    }
    if fields["idle"] == nil, fields["age"] == nil { warnOfNoDecay(node) }
    return Decay(idle: days(fields["idle"]), age: days(fields["age"]))
  }

  private mutating func warnOfNoDecay(_ node: YAMLNode) {
    found.append(
      node.warning(
        "no decay: a lead that once qualified counts for ever",
        hint: "add `decay: { idle: 45, age: 180 }` (days without engagement, days since created)"))
  }

  private mutating func days(_ node: YAMLNode?) -> Int? {
    node.flatMap { node in noting { () throws(Diagnostic) in try node.integer(in: 1...Limits.windowDays) } }
  }

  private mutating func gates(_ document: YAMLMapping) -> [Gate: Expression] {
    let names = Gate.allCases.map(\.rawValue)
    guard let node = document["qualified"],
      let fields = noting({ () throws(Diagnostic) in try node.mapping(names) })
    else {
      if document["qualified"] == nil { warnOfNoGates(document.node) }
      return [:]
    }
    var gates: [Gate: Expression] = [:]
    for gate in Gate.allCases {
      guard let text = fields[gate.rawValue] else { continue }
      gates[gate] = expression(text, scope: .gate)
    }
    if names.allSatisfy({ fields[$0] == nil }) { warnOfNoGates(node) }
    return gates
  }

  private mutating func warnOfNoGates(_ node: YAMLNode) {
    found.append(
      node.warning(
        "no gate: every lead qualifies on the day it is created",
        hint: "gates under `qualified`: " + Gate.allCases.map(\.rawValue).joined(separator: ", ")))
  }

  /// Parses and checks an expression; problems in it stand at their place in the file.
  private mutating func expression(_ node: YAMLNode, scope: Scope) -> Expression? {
    guard let text = noting({ () throws(Diagnostic) in try node.text() }) else { return nil }
    let places = ScalarPlaces(node)
    do {
      let tree = try SyntaxParser.parse(text)
      let problems = Checker.check(tree, scope: scope, vocabulary: vocabulary)
      found += problems.map { $0.diagnostic(node, places) }
      return Expression(text: text, tree: tree, position: places.position(0))
    } catch {
      found.append(error.diagnostic(node, places))
      return nil
    }
  }
}

/// The scoring rules.
extension DefinitionReader {
  /// Every rule is tried on every event of its type.
  private static var mostRules: Int { 500 }

  private mutating func scoring(_ document: YAMLMapping) -> [ScoringRule] {
    guard let node = document["scoring"],
      let items = noting({ () throws(Diagnostic) in try node.sequence() })
    else { return [] }
    guard items.count <= Self.mostRules else {
      found.append(node.error("there are \(items.count) rules; at most \(Self.mostRules) are read"))
      return []
    }
    var settled: [String: Int] = [:]
    return items.compactMap { rule($0, &settled) }
  }

  private mutating func rule(_ node: YAMLNode, _ settled: inout [String: Int]) -> ScoringRule? {
    guard
      let fields = noting({ () throws(Diagnostic) in
        try node.mapping(["event", "where", "points", "depth", "engagement"])
      }),
      let event = event(fields)
    else { return nil }
    let condition = fields["where"].flatMap { expression($0, scope: .event(EventTypes.variable)) }
    warnOfUnreachable(event, fields, &settled)
    return ScoringRule(
      event: event, condition: condition,
      points: integer(fields["points"], in: -1_000_000...1_000_000),
      depth: integer(fields["depth"], in: 0...4),
      engagement: engagement(fields["engagement"], of: event))
  }

  private mutating func event(_ fields: YAMLMapping) -> String? {
    guard let node = noting({ () throws(Diagnostic) in try fields.required("event") }),
      let event = noting({ () throws(Diagnostic) in try node.text() })
    else { return nil }
    if let warning = vocabulary.warning(eventType: event) {
      found.append(node.warning(warning.message, hint: warning.hint))
    }
    return event
  }

  private mutating func integer(_ node: YAMLNode?, in range: ClosedRange<Int>) -> Int {
    guard let node else { return 0 }
    return noting { () throws(Diagnostic) in try node.integer(in: range) } ?? 0
  }

  private mutating func engagement(_ node: YAMLNode?, of event: String) -> Bool? {
    guard let node, let engagement = noting({ () throws(Diagnostic) in try node.boolean() }) else { return nil }
    if engagement, EventTypes.neverEngagement.contains(event) {
      let why = EventTypes.outboundTouches.contains(event) ? "it is our own doing" : "it is no sign of interest"
      found.append(node.error("`\(event)` can never be engagement: \(why)", hint: "its points count all the same"))
    }
    return engagement
  }

  /// The first rule that matches counts, so one without a condition ends its type.
  private mutating func warnOfUnreachable(_ event: String, _ fields: YAMLMapping, _ settled: inout [String: Int]) {
    if let line = settled[event] {
      found.append(
        fields.node.warning(
          "this rule is never reached: line \(line) already takes every `\(event)`",
          hint: "put the rule with `where` first"))
    } else if fields["where"] == nil {
      settled[event] = fields.node.position.line
    }
  }
}

extension ExpressionProblem {
  /// As a complaint about a scalar of a file.
  func diagnostic(_ node: YAMLNode, _ places: ScalarPlaces) -> Diagnostic {
    node.source.diagnostic(
      severity, at: places.position(range.lowerBound), length: places.length(range), message, hint: hint)
  }
}
