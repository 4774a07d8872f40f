/// One of a cron expression's five fields: the numbers that it allows.
struct CronField: Sendable, Hashable {
  enum Kind {
    case minute, hour, dayOfMonth, month, dayOfWeek

    var bounds: ClosedRange<Int> {
      switch self {
      case .minute: 0...59
      case .hour: 0...23
      case .dayOfMonth: 1...31
      case .month: 1...12
      case .dayOfWeek: 0...7
      }
    }

    var name: String {
      switch self {
      case .minute: "minute"
      case .hour: "hour"
      case .dayOfMonth: "day of the month"
      case .month: "month"
      case .dayOfWeek: "day of the week"
      }
    }

    var words: [String] {
      switch self {
      case .month: ["", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
      case .dayOfWeek: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
      case .minute, .hour, .dayOfMonth: []
      }
    }
  }

  struct Fault: Error { var reason: String }

  /// Ascending.
  let values: [Int]
  /// It began with a star, so it restricts no day by itself.
  let isAny: Bool
  private let bits: UInt64

  init(_ text: String, _ kind: Kind) throws(Fault) {
    var bits: UInt64 = 0
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      for value in try Self.range(String(part), kind) { bits |= 1 << UInt64(value) }
    }
    // Both are Sunday.
    if kind.bounds.upperBound == 7, bits & (1 << 7) != 0 { bits = bits & ~(1 << 7) | 1 }
    self.bits = bits
    isAny = text.hasPrefix("*")
    values = (0..<64).filter { bits & (1 << UInt64($0)) != 0 }
  }

  func contains(_ value: Int) -> Bool { (0..<64).contains(value) && bits & (1 << UInt64(value)) != 0 }

  private static func range(_ text: String, _ kind: Kind) throws(Fault) -> StrideThrough<Int> {
    let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    var step = 1
    if halves.count == 2 {
      guard let given = Int(halves[1]), given > 0, given <= kind.bounds.upperBound else {
        throw Fault(reason: "\"\(text)\" is no step of the \(kind.name)")
      }
      step = given
    }
    if halves[0] == "*" { return stride(from: kind.bounds.lowerBound, through: kind.bounds.upperBound, by: step) }
    let ends = halves[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let first = try number(ends[0], kind)
    // `5/10` begins at 5 and goes on.
    let last = ends.count == 2 ? try number(ends[1], kind) : halves.count == 2 ? kind.bounds.upperBound : first
    guard first <= last else {
      throw Fault(reason: "\"\(halves[0])\" ends before it begins (\(kind.name))")
    }
    return stride(from: first, through: last, by: step)
  }

  private static func number(_ text: String, _ kind: Kind) throws(Fault) -> Int {
    let word = text.lowercased()
    if !word.isEmpty, let place = kind.words.firstIndex(of: word) { return place }
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), let value = Int(text), kind.bounds.contains(value) else {
      let bounds = kind.bounds
      throw Fault(reason: "\"\(text)\" is no \(kind.name), which is \(bounds.lowerBound) to \(bounds.upperBound)")
    }
    return value
  }
}
