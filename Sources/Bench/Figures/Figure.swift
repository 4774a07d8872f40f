import Foundation

/// One line of a benchmark's result: ours beside what it is held against, both measured in one run.
///
/// Only the ratio binds; the figures themselves are this machine's.
public struct Figure: Sendable, Hashable {
  public enum Goal: Sendable, Hashable {
    case atLeast(Double)
    case atMost(Double)

    public var bound: Double {
      switch self {
      case .atLeast(let bound), .atMost(let bound): bound
      }
    }

    public func isMet(by ratio: Double) -> Bool {
      switch self {
      case .atLeast(let bound): ratio >= bound
      case .atMost(let bound): ratio <= bound
      }
    }
  }

  public let bench: String
  /// What is measured, and in which unit: `rows/s`.
  public let metric: String
  /// Of every run; the figure is their median.
  public let ours: Series
  /// The machine's own limit; `nil` where the program that measures it is missing.
  public let limit: Series?
  /// Others who do the same; `nil` where there is none, or where it is not installed.
  public let peer: Series?
  /// `nil` for a figure that stands there for comparison only.
  public let goal: Goal?

  public init(bench: String, metric: String, ours: Series, limit: Series?, peer: Series? = nil, goal: Goal?) {
    self.bench = bench
    self.metric = metric
    self.ours = ours
    self.limit = limit
    self.peer = peer
    self.goal = goal
  }

  /// Ours by the limit's, or by the peer's where there is no limit; `nil` where there is nothing to compare with.
  public var ratio: Double? {
    guard let other = limit ?? peer, other.median > 0 else { return nil }
    return ours.median / other.median
  }

  /// `nil` where that cannot be said.
  public var isMet: Bool? { ratio.flatMap { goal?.isMet(by: $0) } }
}

extension Figure: CustomStringConvertible {
  /// For a log: `queue: jobs/s, peer: pgqueuer: 137000 beside 23100, 5.93, met`.
  public var description: String {
    func text(_ number: Double) -> String { String(format: number < 1_000 ? "%.3g" : "%.0f", number) }
    let other = (limit ?? peer).map { " beside \(text($0.median))" } ?? ""
    let verdict = isMet.map { $0 ? ", met" : ", missed" } ?? (goal == nil ? "" : ", nothing to compare with")
    return "\(bench): \(metric): \(text(ours.median))\(other)" + (ratio.map { ", \(text($0))" } ?? "") + verdict
  }
}

/// The same thing measured several times.
public struct Series: Sendable, Hashable {
  public private(set) var values: [Double]

  public init(_ values: [Double] = []) { self.values = values }

  public mutating func add(_ value: Double) { values.append(value) }

  /// Of an even number the mean of the middle two; of none 0.
  public var median: Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// What that share of the values does not exceed: of 0.99 and 300 values the fourth largest.
  public func share(_ share: Double) -> Double {
    guard !values.isEmpty else { return 0 }
    let place = Int((share * Double(values.count)).rounded(.up)) - 1
    return values.sorted()[min(max(place, 0), values.count - 1)]
  }

  public var least: Double { values.min() ?? 0 }
  public var most: Double { values.max() ?? 0 }
}
