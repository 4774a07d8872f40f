import Definitions

/// What a component's rows give, looked up for the small numbers that nearly all leads have. Asking the rows
/// anew was a seventh of all the time that momentum took. Larger numbers still ask them.
struct RowTable: Sendable {
  private let rules: MomentumModel.Rules
  /// Of the first place, and how many places there are of each.
  private let lowest, recents, befores: Int
  /// A row's points fit into 16 bits: see ``MomentumModel/points``.
  private let points: [Int16]

  /// - Parameters:
  ///   - recent: which numbers the table has, some hundreds at most.
  ///   - befores: of the numbers from 0 on, how many.
  init(_ rules: MomentumModel.Rules, recent: Range<Int>, befores: Int) {
    self.rules = rules
    (lowest, recents, self.befores) = (recent.lowerBound, recent.count, befores)
    points = recent.flatMap { recent in
      (0..<befores).map { Int16(clamping: rules.points(recent: recent, before: $0)) }
    }
  }

  @inline(__always)
  func points(recent: Int, before: Int = 0) -> Int {
    let row = recent &- lowest
    // As if they had no sign: what is below 0 is beyond all that there is.
    guard UInt(bitPattern: row) < UInt(bitPattern: recents), UInt(bitPattern: before) < UInt(bitPattern: befores) else {
      return rules.points(recent: recent, before: before)
    }
    return Int(points[row &* befores &+ before])
  }
}

/// Of all components, with what else an account's momentum takes from the model. A class, so that a builder
/// holds them without counting each of their arrays, and none of them is copied with the builder.
final class RowTables: Sendable {
  let velocity, frequency, content, stakeholders: RowTable
  let silent: Int
  let surging: MomentumModel.Surging

  init(_ model: MomentumModel) {
    let few = 0..<16
    // 32 points down to 192 up, in quarters.
    velocity = RowTable(model.velocity, recent: -128..<768, befores: 1)
    frequency = RowTable(model.frequency, recent: few, befores: few.count)
    content = RowTable(model.content, recent: 0..<5, befores: 5)
    stakeholders = RowTable(model.stakeholders, recent: few, befores: few.count)
    silent = model.silent
    surging = model.surging
  }
}
