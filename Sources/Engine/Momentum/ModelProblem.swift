/// What is wrong with a momentum model, for the one who wrote it.
public struct ModelProblem: Hashable, Sendable {
  /// Which value, as the model's parts are named: `frequency.rows[2]`.
  public let place: String
  /// What is wrong, and what would be right.
  public let sentence: String
}

extension ModelProblem: CustomStringConvertible {
  public var description: String { "\(place): \(sentence)" }
}

extension MomentumModel {
  /// Empty for a model that can be used.
  public var problems: [ModelProblem] {
    var inspection = Inspection()
    inspection.look(at: velocity)
    inspection.look(at: frequency)
    inspection.look(at: content)
    inspection.look(at: stakeholders)
    inspection.windows(direction, "direction")
    inspection.descending(
      [("hot", tiers.hot), ("warming", tiers.warming), ("neutral", tiers.neutral), ("cooling", tiers.cooling)],
      "tiers")
    inspection.number(surging.fewest, in: 1...Inspection.most, "surging.fewest")
    inspection.number(surging.times, in: 1...Inspection.most, "surging.times")
    inspection.points(account.silent, "account.silent")
    inspection.number(signals.days, in: 1...Inspection.mostDays, "signals.days")
    for type in signals.points.keys.sorted() {
      inspection.points(signals.points[type] ?? 0, "signals.points.\(type)")
    }
    return inspection.problems
  }
}

private struct Inspection {
  /// As much as a scoring rule may give: so no sum of a model's numbers overflows.
  static let most = 1_000_000
  /// Ten years, longer than any of this means something.
  static let mostDays = 3_660

  var problems: [ModelProblem] = []

  mutating func look(at velocity: MomentumModel.Velocity) {
    if velocity.weights.isEmpty { complain("velocity.weights", "there is no window to gain points in") }
    for (index, weight) in velocity.weights.enumerated() {
      number(weight.days, in: 1...Self.mostDays, "velocity.weights[\(index)].days")
      number(weight.quarters, in: 0...Self.most, "velocity.weights[\(index)].quarters")
    }
    table(velocity.positive, above: 0, "velocity.positive")
    points(velocity.none, "velocity.none")
    points(velocity.negative, "velocity.negative")
  }

  mutating func look(at frequency: MomentumModel.Frequency) {
    windows(frequency.windows, "frequency.windows")
    table(frequency.begun, above: 1, "frequency.begun")
    points(frequency.silent, "frequency.silent")
    points(frequency.stopped, "frequency.stopped")
    points(frequency.otherwise, "frequency.otherwise")
    for (index, row) in frequency.rows.enumerated() {
      let place = "frequency.rows[\(index)]"
      number(row.times, in: 0...Self.most, "\(place).times")
      number(row.over, in: 1...Self.most, "\(place).over")
      points(row.points, "\(place).points")
      if index > 0, !row.isBelow(frequency.rows[index - 1]) {
        complain(place, "never applies, for the row before it comes first; the highest stands first")
      }
    }
  }

  mutating func look(at content: MomentumModel.Content) {
    windows(content.windows, "content.windows")
    for (name, value) in [("none", content.none), ("lost", content.lost), ("shallower", content.shallower)] {
      points(value, "content.\(name)")
    }
    for (name, depths) in [("deeper", content.deeper), ("same", content.same)] {
      points(depths.awareness, "content.\(name).awareness")
      points(depths.consideration, "content.\(name).consideration")
      points(depths.decision, "content.\(name).decision")
      points(depths.handRaise, "content.\(name).hand_raise")
    }
  }

  mutating func look(at stakeholders: MomentumModel.Stakeholders) {
    windows(stakeholders.windows, "stakeholders.windows")
    number(stakeholders.fewest, in: 1...Self.most, "stakeholders.fewest")
    table(stakeholders.growth, above: 0, "stakeholders.growth")
    points(stakeholders.none, "stakeholders.none")
    points(stakeholders.fewer, "stakeholders.fewer")
    points(stakeholders.gone, "stakeholders.gone")
  }

  mutating func windows(_ windows: MomentumModel.Windows, _ place: String) {
    number(windows.recent, in: 1...Self.mostDays, "\(place).recent")
    number(windows.before, in: 1...Self.mostDays, "\(place).before")
  }

  /// - Parameter floor: what every number that comes to the table exceeds, so a bound there would always be reached.
  mutating func table(_ table: MomentumModel.Table, above floor: Int, _ place: String) {
    descending(table.rows.enumerated().map { ("rows[\($0)]", $1.atLeast) }, place)
    if let last = table.rows.last, last.atLeast <= floor {
      complain(
        "\(place).rows[\(table.rows.count - 1)]",
        "\(last.atLeast) is always reached; a row begins above \(floor), and `otherwise` says what holds below")
    }
    for (index, row) in table.rows.enumerated() { points(row.points, "\(place).rows[\(index)].points") }
    points(table.otherwise, "\(place).otherwise")
  }

  mutating func descending(_ bounds: [(name: String, value: Int)], _ place: String) {
    for (name, value) in bounds { points(value, "\(place).\(name)") }
    for (above, below) in zip(bounds, bounds.dropFirst()) where below.value >= above.value {
      complain(
        "\(place).\(below.name)",
        "\(below.value) is not below \(above.value) of \(above.name); the highest stands first")
    }
  }

  mutating func points(_ value: Int, _ place: String) { number(value, in: -Self.most...Self.most, place) }

  mutating func number(_ value: Int, in range: ClosedRange<Int>, _ place: String) {
    guard !range.contains(value) else { return }
    complain(place, "\(value) is not between \(range.lowerBound) and \(range.upperBound)")
  }

  private mutating func complain(_ place: String, _ sentence: String) {
    problems.append(ModelProblem(place: place, sentence: sentence))
  }
}

extension MomentumModel.Frequency.Row {
  /// Whether it is reached by something that does not reach the other.
  fileprivate func isBelow(_ other: Self) -> Bool {
    let (own, others) = (Int128(times) * Int128(other.over), Int128(other.times) * Int128(over))
    return own < others || (own == others && bound == .atLeast && other.bound == .above)
  }
}
