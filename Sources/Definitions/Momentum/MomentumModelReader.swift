/// Reads the YAML document of a momentum model, and goes on after an error to find the next one.
struct MomentumModelReader {
  private let defaults: MomentumModel
  private var found: [Diagnostic] = []

  /// - Parameter defaults: what holds where the document says nothing.
  static func read(
    _ text: String, file: String, over defaults: @autoclosure () -> MomentumModel
  ) throws(Diagnostics) -> MomentumModel {
    let document: YAMLMapping
    do {
      document = try YAMLReader.read(text, file: file).mapping(Self.keys)
    } catch {
      throw Diagnostics([error.withConditionQuoted(in: text)])
    }
    var reader = MomentumModelReader(defaults: defaults())
    return try reader.model(document, source: text)
  }

  private static let keys =
    ["name", "windows", "gain_weights"] + MomentumModel.Component.allCases.map(\.rawValue)
    + ["tiers", "surging", "silent", "signals"]

  private init(defaults: MomentumModel) { self.defaults = defaults }

  private mutating func model(_ document: YAMLMapping, source: String) throws(Diagnostics) -> MomentumModel {
    var model = defaults
    model.name = name(document["name"])
    model.source = source
    read(document["windows"], &model.windows)
    readWeights(document, &model)
    for component in MomentumModel.Component.allCases {
      guard let node = document[component.rawValue], let rules = rules(node, of: component) else { continue }
      model.set(rules, of: component)
    }
    read(document["tiers"], &model.tiers)
    read(document["surging"], &model.surging)
    model.silent = integer(document["silent"], in: MomentumModel.points) ?? model.silent
    read(document["signals"], &model.signals)
    guard found.isEmpty else { throw Diagnostics(found) }
    return model
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

  private mutating func integer(_ node: YAMLNode?, in range: ClosedRange<Int>) -> Int? {
    node.flatMap { node in noting { () throws(Diagnostic) in try node.integer(in: range) } }
  }

  private mutating func fields(_ node: YAMLNode?, _ known: [String]) -> YAMLMapping? {
    node.flatMap { node in noting { () throws(Diagnostic) in try node.mapping(known) } }
  }

  private mutating func name(_ node: YAMLNode?) -> String? {
    node.flatMap { node in
      noting { () throws(Diagnostic) in
        let name = try node.text()
        guard name.count <= 100, !name.contains(where: \.isNewline) else {
          throw node.error("a name has one line and at most 100 characters")
        }
        return name
      }
    }
  }
}

/// Windows, weights, tiers and signals.
extension MomentumModelReader {
  private mutating func read(_ node: YAMLNode?, _ windows: inout MomentumModel.Windows) {
    guard let fields = fields(node, ["velocity", "frequency", "content", "stakeholders", "direction"]) else { return }
    if let node = fields["velocity"] { windows.velocity = days(node) ?? windows.velocity }
    windows.frequency = pair(fields["frequency"]) ?? windows.frequency
    windows.content = pair(fields["content"]) ?? windows.content
    windows.stakeholders = pair(fields["stakeholders"]) ?? windows.stakeholders
    windows.direction = pair(fields["direction"]) ?? windows.direction
  }

  /// `nil` when it is not a list of days.
  private mutating func days(_ node: YAMLNode) -> [Int]? {
    guard let items = noting({ () throws(Diagnostic) in try node.sequence() }) else { return nil }
    guard (1...MomentumModel.mostWindows).contains(items.count) else {
      found.append(node.error("there are \(items.count) windows; it has to be 1 to \(MomentumModel.mostWindows)"))
      return nil
    }
    let days = items.compactMap { integer($0, in: MomentumModel.days) }
    return days.count == items.count ? days : nil
  }

  private mutating func pair(_ node: YAMLNode?) -> MomentumModel.Windows.Pair? {
    guard let node, let days = days(node) else { return nil }
    guard days.count == 2 else {
      found.append(
        node.error(
          "these are two windows, as in `[14, 14]`: the recent days, and the days before; found \(days.count)"))
      return nil
    }
    return MomentumModel.Windows.Pair(recent: days[0], before: days[1])
  }

  private mutating func readWeights(_ document: YAMLMapping, _ model: inout MomentumModel) {
    if let node = document["gain_weights"] {
      guard let items = noting({ () throws(Diagnostic) in try node.sequence() }) else { return }
      let weights = items.compactMap { weight($0) }
      guard weights.count == items.count else { return }
      model.gainWeights = weights
    }
    guard found.isEmpty else { return }
    let (weights, windows) = (model.gainWeights.count, model.windows.velocity.count)
    if weights != windows {
      let node = document["gain_weights"] ?? document["windows"] ?? document.node
      found.append(
        node.error(
          "velocity has \(windows) window\(windows == 1 ? "" : "s") and \(weights) weight\(weights == 1 ? "" : "s")",
          hint: "each of `windows.velocity` has its weight in `gain_weights`"))
    }
  }

  /// In quarters of a point.
  private mutating func weight(_ node: YAMLNode) -> Int? {
    noting { () throws(Diagnostic) in
      guard let weight = MomentumModel.Fraction(try node.text()) else {
        throw node.error("expected a number, found `\(try node.text().prefix(40))`")
      }
      guard 4.isMultiple(of: weight.denominator) else {
        throw node.error("a weight is a multiple of a quarter: 0.25, 0.5, 1.75", hint: "only then is the gain exact")
      }
      let quarters = weight.numerator * (4 / weight.denominator)
      guard quarters >= 0, quarters <= 4 * MomentumModel.weights.upperBound else {
        throw node.error("\(weight) is out of range; it has to be 0 to \(MomentumModel.weights.upperBound)")
      }
      return quarters
    }
  }

  private mutating func read(_ node: YAMLNode?, _ tiers: inout MomentumModel.Tiers) {
    let names = Tier.allCases.reversed().dropLast().map(\.rawValue)
    guard let node, let fields = fields(node, names) else { return }
    tiers.hot = integer(fields["hot"], in: MomentumModel.bounds) ?? tiers.hot
    tiers.warming = integer(fields["warming"], in: MomentumModel.bounds) ?? tiers.warming
    tiers.neutral = integer(fields["neutral"], in: MomentumModel.bounds) ?? tiers.neutral
    tiers.cooling = integer(fields["cooling"], in: MomentumModel.bounds) ?? tiers.cooling
    let bounds = Array(zip(names, tiers.bounds.reversed()))
    for (above, below) in zip(bounds, bounds.dropFirst()) where below.1 >= above.1 {
      found.append(
        (fields[below.0] ?? fields[above.0] ?? node).error(
          "`\(below.0)` begins at \(below.1), which is not below the \(above.1) of `\(above.0)`",
          hint: "hot is above warming, warming above neutral, neutral above cooling"))
    }
  }

  private mutating func read(_ node: YAMLNode?, _ surging: inout MomentumModel.Surging) {
    guard let fields = fields(node, ["fewest", "times"]) else { return }
    surging.fewest = integer(fields["fewest"], in: 1...MomentumModel.factors.upperBound) ?? surging.fewest
    surging.times = integer(fields["times"], in: MomentumModel.factors) ?? surging.times
  }

  private mutating func read(_ node: YAMLNode?, _ signals: inout MomentumModel.Signals) {
    guard let fields = fields(node, ["days", "points"]) else { return }
    signals.days = integer(fields["days"], in: MomentumModel.days) ?? signals.days
    guard let node = fields["points"], let entries = noting({ () throws(Diagnostic) in try node.entries() }) else {
      return
    }
    signals.points = [:]
    for entry in entries { signals.points[entry.key] = integer(entry.value, in: MomentumModel.points) }
  }
}

/// The rows.
extension MomentumModelReader {
  /// `nil` when something is wrong with them.
  private mutating func rules(_ node: YAMLNode, of component: MomentumModel.Component) -> MomentumModel.Rules? {
    guard let items = noting({ () throws(Diagnostic) in try node.sequence() }) else { return nil }
    guard items.count <= MomentumModel.mostRows else {
      found.append(node.error("there are \(items.count) rows; at most \(MomentumModel.mostRows) are read"))
      return nil
    }
    let rows = items.compactMap { row($0, of: component) }
    guard rows.count == items.count else { return nil }
    let rules = MomentumModel.Rules(rows)
    let complaints = RowCoverage(rules, in: .init(component)).complaints(about: component, node, rows: items)
    found += complaints
    return complaints.isEmpty ? rules : nil
  }

  private mutating func row(_ node: YAMLNode, of component: MomentumModel.Component) -> MomentumModel.Row? {
    guard let fields = fields(node, ["when", "points"]) else { return nil }
    let errors = found.count
    let points = noting { () throws(Diagnostic) in try fields.required("points").integer(in: MomentumModel.points) }
    let quantities = component.quantities
    var conditions: [MomentumModel.Condition] = []
    if let when = fields["when"], let bounds = self.fields(when, quantities.map(\.rawValue)) {
      for quantity in quantities {
        guard let bound = bounds[quantity.rawValue] else { continue }
        let condition = noting { () throws(Diagnostic) in
          try ConditionReader.read(bound, of: quantity, in: component)
        }
        if let condition { conditions.append(condition) }
      }
    }
    guard let points, found.count == errors else { return nil }
    return MomentumModel.Row(conditions: conditions, points: points)
  }
}

extension MomentumModel {
  fileprivate mutating func set(_ rules: Rules, of component: Component) {
    switch component {
    case .velocity: velocity = rules
    case .frequency: frequency = rules
    case .content: content = rules
    case .stakeholders: stakeholders = rules
    }
  }
}

extension RowCoverage {
  /// What is wrong with the rows as a whole.
  fileprivate func complaints(
    about component: MomentumModel.Component, _ node: YAMLNode, rows: [YAMLNode]
  ) -> [Diagnostic] {
    var complaints = rows.indices.filter { !isAlive[$0] }.map { row in
      guard let taker = takers[row].min() else {
        return rows[row].error(
          "this row never applies: nothing meets its `when`",
          hint: component == .content ? "depths are 0 to 4" : "counts begin at 0")
      }
      let who = takers[row].count == 1 ? "line \(rows[taker].position.line) already takes" : "the rows before take"
      return rows[row].error(
        "this row never applies: \(who) all that meets it",
        hint: "the first row that applies counts, so the narrower one stands first")
    }
    if let gap {
      let example =
        component == .velocity
        ? "gain is \(MomentumModel.Fraction(Int(gap.x), over: 4))" : "recent is \(gap.x) and before is \(gap.y)"
      complaints.append(
        node.error("no row applies where \(example)", hint: "a last row without `when` takes what is left"))
    }
    return complaints
  }
}

extension Diagnostic {
  /// YAML takes a `>` or `!` that begins a value for a mark of its own, and says so in its own words.
  fileprivate func withConditionQuoted(in text: String) -> Diagnostic {
    guard hint == nil, let line = sourceLine, line.contains(/:\s*[>!][=\s]*[-\w]/) || line.contains(/:\s*[>!]=/) else {
      return self
    }
    return Diagnostic(
      severity: severity, file: file, position: position, length: length, message: message,
      hint: "a condition that begins with `>` or `!` stands in quotes: `recent: \">= 3\"`", sourceLine: sourceLine)
  }
}
