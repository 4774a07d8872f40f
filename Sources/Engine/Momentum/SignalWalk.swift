import Definitions

/// The points of an account's signals, as the days go by.
struct SignalWalk {
  private var turns: [(day: Day, points: Int)] = []
  private var next = 0
  private(set) var points = 0

  init(_ signals: [Signal], _ model: MomentumModel.Signals) {
    for signal in signals {
      guard let points = model.points[signal.type], points != 0 else { continue }
      turns.append((signal.day, points))
      turns.append((signal.day + model.days, -points))
    }
    turns.sort { $0.day < $1.day }
  }

  /// The next day on which one begins or ends to count; `Day.max` when none does.
  var nextDay: Day { next < turns.count ? turns[next].day : .max }

  mutating func advance(to day: Day) {
    while next < turns.count, turns[next].day <= day {
      points += turns[next].points
      next += 1
    }
  }
}
