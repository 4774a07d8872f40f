public import Definitions

extension MomentumModel {
  /// Why a component has the points that it has, in the words of whoever has to explain it.
  public struct Applied: Hashable, Sendable {
    public let component: Component
    public let points: Int
    /// What the rows looked at; empty where none was asked.
    public let quantities: [Reading]
    /// The number of the row that applied, from 0; `nil` where none was asked.
    public let rowIndex: Int?
    /// "6 engagement events in the last 14 days against 2 in the 14 before: at least 2 times as many
    /// as before → 8".
    public let sentence: String
    /// What the nearest better row wants; `nil` where there is none to be had.
    public let better: Better?
  }

  /// A quantity with its value: what was looked at.
  public struct Reading: Hashable, Sendable {
    public let name: Quantity
    /// As documents have it: `12.5`, `3`.
    public let value: String
  }

  /// More points for more of the same: all else, and what was before above all, stays as it is.
  public struct Better: Hashable, Sendable {
    public let points: Int
    /// The number of its row, from 0.
    public let rowIndex: Int
    /// How much it takes in all, not how much more.
    public let needed: Reading
    /// "60 points of gain would give 10".
    public let sentence: String
  }

  /// Which row of a component applied, and why.
  public func applied(_ component: Component, to quantities: MomentumQuantities) -> Applied {
    guard let pair = quantities.pair(of: component) else {
      return Applied(
        component: component, points: 0, quantities: [], rowIndex: nil,
        sentence: "not counted: no account, or the lead itself has not engaged lately → 0", better: nil)
    }
    let words = ModelWords(component, self, pair)
    let rules = rules(of: component)
    let index = rules.row(recent: pair.recent, before: pair.before)
    let points = index.map { rules.rows[$0].points } ?? 0
    return Applied(
      component: component, points: points,
      quantities: component.quantities.map { Reading(name: $0, value: words.value($0)) }, rowIndex: index,
      sentence: "\(words.found): \(index.map { words.conditions(of: rules.rows[$0]) } ?? "otherwise") → \(points)",
      better: better(component, pair))
  }

  /// All four, in the order in which they are summed.
  public func applied(to quantities: MomentumQuantities) -> [Applied] {
    Component.allCases.map { applied($0, to: quantities) }
  }

  private func better(_ component: Component, _ pair: MomentumQuantities.Two) -> Better? {
    let rules = rules(of: component)
    let most = component == .content ? 4 : Int(Int32.max)
    guard let (recent, row) = rules.better(than: pair.recent, before: pair.before, most: most) else { return nil }
    let words = ModelWords(component, self, MomentumQuantities.Two(recent: recent, before: pair.before))
    let points = rules.rows[row].points
    let name = component.quantities[0]
    return Better(
      points: points, rowIndex: row, needed: Reading(name: name, value: words.value(name)),
      sentence: "\(words.wanted) would give \(points)")
  }
}
