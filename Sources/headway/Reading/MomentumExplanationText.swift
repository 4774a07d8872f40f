import Definitions
import Engine
import Store
import Terminal

extension LeadExplanationText {
  /// The momentum of the day, component by component, and what becomes of it.
  func momentum(_ screen: Screen) -> [String] {
    guard let momentum = explanation.momentum else {
      return ["\(screen.paint("Momentum: none", .bold))\n  it has never engaged\n"]
    }
    let level = momentum.level
    let head =
      "Momentum: \(level.momentum), \(level.tier.rawValue) since \(momentum.tierSince), \(level.direction.rawValue)"
    var lines: [String] = []
    for part in momentum.components {
      let name = part.applied.component.rawValue
      let points = String(part.applied.points)
      let left = name + String(repeating: " ", count: max(1, 16 - name.count - points.count)) + points
      lines.append("  \(left)  \(part.applied.reason)")
      if !part.events.isEmpty { lines.append(String(repeating: " ", count: 20) + part.events) }
    }
    var sections = ["\(screen.paint(head, .bold))\n" + lines.joined(separator: "\n") + "\n"]
    if let toHot = momentum.toHot {
      let ways = momentum.components.compactMap { part in
        part.applied.better.map { "  \(part.applied.component.rawValue): \($0.sentence), now \(part.applied.points)\n" }
      }
      let title = "What would make it hot: \(toHot) more, the next steps"
      sections.append("\(screen.paint(title, .bold))\n" + ways.joined())
    }
    let ahead = momentum.ahead.prefix(Self.turnsShown).map { "  \($0.day)  \($0.momentum), \($0.tier.rawValue)\n" }
    let title = "Momentum ahead, if nothing new comes"
    sections.append(
      "\(screen.paint(title, .bold))\n" + (ahead.isEmpty ? "  it stays as it is\n" : ahead.joined())
        + (momentum.ahead.count > ahead.count
          ? "  … and in the end \(momentum.ahead.last.map { "\($0.momentum), \($0.tier.rawValue) from \($0.day)" } ?? "")\n"
          : ""))
    return sections
  }

  private static let turnsShown = 8

  /// For programs.
  var momentumValue: Value {
    guard let momentum = explanation.momentum else { return .null }
    let level = momentum.level
    return .object([
      "momentum": .int(Int64(level.momentum)), "tier": .string(level.tier.rawValue),
      "tier_since": .string(momentum.tierSince.description), "direction": .string(level.direction.rawValue),
      "gain": .string(level.gain.description), "to_hot": momentum.toHot.map { .int(Int64($0)) } ?? .null,
      "components": .list(
        momentum.components.map { part in
          .object([
            "component": .string(part.applied.component.rawValue), "points": .int(Int64(part.applied.points)),
            "because": .string(part.applied.sentence), "events": .string(part.events),
            "better": part.applied.better.map { .string($0.sentence) } ?? .null,
          ])
        }),
      "ahead": .list(
        momentum.ahead.map {
          .object([
            "day": .string($0.day.description), "momentum": .int(Int64($0.momentum)), "tier": .string($0.tier.rawValue),
          ])
        }),
    ])
  }
}
