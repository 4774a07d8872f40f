/// What happened to leads on a day or in a period.
public struct Flow: Hashable, Sendable, AdditiveArithmetic {
  /// Spans begun; a pass-through is one.
  public var entered = 0
  public var exitedConverted = 0
  public var exitedDisqualified = 0
  public var exitedDecayed = 0
  public var exitedCriteria = 0
  /// Those that entered and exited at once; they are in `entered` and `exitedConverted` too.
  public var passedThrough = 0
  /// All leads by their created day, qualified or not.
  public var created = 0

  public init() {}

  public static let zero = Flow()

  public var exited: Int { exitedConverted + exitedDisqualified + exitedDecayed + exitedCriteria }

  mutating func exit(_ reason: ExitReason) {
    switch reason {
    case .converted: exitedConverted += 1
    case .disqualified: exitedDisqualified += 1
    case .decayed: exitedDecayed += 1
    case .criteria: exitedCriteria += 1
    }
  }

  public static func + (a: Flow, b: Flow) -> Flow { a.combined(with: b, +) }

  public static func - (a: Flow, b: Flow) -> Flow { a.combined(with: b, -) }

  private func combined(with other: Flow, _ operation: (Int, Int) -> Int) -> Flow {
    var result = Flow()
    for field in [
      \Flow.entered, \.exitedConverted, \.exitedDisqualified, \.exitedDecayed, \.exitedCriteria,
      \.passedThrough, \.created,
    ] {
      result[keyPath: field] = operation(self[keyPath: field], other[keyPath: field])
    }
    return result
  }
}

extension Timeline {
  /// What the timeline adds to the counts, day by day. The only place that says what counts as
  /// what: sums over days and over periods both come from here.
  func forEachFlow(_ body: (Day, (inout Flow) -> Void) -> Void) {
    body(createdDay) { $0.created += 1 }
    if let passedOn {
      body(passedOn) {
        $0.entered += 1
        $0.exit(.converted)
        $0.passedThrough += 1
      }
    }
    for span in spans {
      body(span.from) { $0.entered += 1 }
      if let to = span.to, let reason = span.reason { body(to) { $0.exit(reason) } }
    }
  }
}
