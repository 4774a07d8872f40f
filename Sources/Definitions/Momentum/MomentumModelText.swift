extension MomentumModel {
  /// The whole model as a document, with every default written out, so that nothing depends on the
  /// version of Headway that reads it. Equal models give equal texts.
  public var document: String {
    var lines = name.map { ["name: \(Value.quoted($0))"] } ?? []
    lines += ["windows:", "  velocity: \(windows.velocity)"]
    for (name, pair) in [
      ("frequency", windows.frequency), ("content", windows.content), ("stakeholders", windows.stakeholders),
      ("direction", windows.direction),
    ] {
      lines.append("  \(name): [\(pair.recent), \(pair.before)]")
    }
    let weights = gainWeights.map { Fraction($0, over: 4).description }
    lines.append("gain_weights: [\(weights.joined(separator: ", "))]")
    for component in Component.allCases {
      lines.append("\(component.rawValue):")
      lines += rules(of: component).rows.map { "  - \($0.document)" }
    }
    lines.append(
      "tiers: { hot: \(tiers.hot), warming: \(tiers.warming), neutral: \(tiers.neutral), cooling: \(tiers.cooling) }")
    lines.append("surging: { fewest: \(surging.fewest), times: \(surging.times) }")
    lines.append("silent: \(silent)")
    let points = signals.points.sorted { $0.key < $1.key }.map { "\(Value.quoted($0.key)): \($0.value)" }
    lines.append("signals: { days: \(signals.days), points: {\(points.joined(separator: ", "))} }")
    return lines.joined(separator: "\n") + "\n"
  }
}

extension MomentumModel.Row {
  /// The row as a document has it, on one line.
  fileprivate var document: String {
    guard !conditions.isEmpty else { return "{ points: \(points) }" }
    let when = conditions.map { "\($0.quantity.rawValue): \(Value.quoted($0.description))" }
    return "{ when: { \(when.joined(separator: ", ")) }, points: \(points) }"
  }
}
