import Definitions

/// A distance in days at which windows take days in or give them up, and what becomes of each.
struct Edge {
  let distance: Int
  /// How many quarters more a point counts from here on in the gain; fewer where it is negative.
  private(set) var gain = 0
  private(set) var direction = Step()
  private(set) var frequency = Step()
  private(set) var content = Step()
  private(set) var stakeholders = Step()

  init(distance: Int) { self.distance = distance }

  /// 1 where the recent window or the one before takes a day in, −1 where it gives it up.
  struct Step {
    fileprivate(set) var recent = 0
    fileprivate(set) var before = 0
  }
}

extension Edge {
  /// All edges of a model's windows, ascending: 7 of the default model, 19 at most.
  static func all(of model: MomentumModel) -> [Edge] {
    let windows = model.windows
    var edges: [Int: Edge] = [:]
    func change(_ distance: Int, _ change: (inout Edge) -> Void) {
      change(&edges[distance, default: Edge(distance: distance)])
    }
    func addPair(_ pair: MomentumModel.Windows.Pair, _ step: WritableKeyPath<Edge, Step>) {
      change(0) { $0[keyPath: step].recent += 1 }
      change(pair.recent) { $0[keyPath: step].recent -= 1 }
      change(pair.recent) { $0[keyPath: step].before += 1 }
      change(pair.recent + pair.before) { $0[keyPath: step].before -= 1 }
    }
    addPair(windows.direction, \.direction)
    addPair(windows.frequency, \.frequency)
    addPair(windows.content, \.content)
    addPair(windows.stakeholders, \.stakeholders)
    var from = 0
    for (days, quarters) in zip(windows.velocity, model.gainWeights) {
      change(from) { $0.gain += quarters }
      change(from + days) { $0.gain -= quarters }
      from += days
    }
    return edges.values.sorted { $0.distance < $1.distance }
  }
}
