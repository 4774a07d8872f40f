/// Expressions in the form that is evaluated: nodes in an array, each after its parts.
///
/// Everything was resolved when it was made: names are slots, patterns are compiled, timestamps
/// are read. Two conditions that mean the same are equal, whatever their variables were called.
/// The gates of a definition share one: handing a struct of arrays to each of four gates cost
/// 16 reference counts a day, half of the time.
struct Code: Hashable, Sendable {
  typealias Reference = Int

  enum Node: Hashable, Sendable {
    case constant(Value)
    /// An error whatever the data are.
    case failure(EvaluationError)
    /// An attribute, a property or a binding, by slot; the name is for the error when it is empty.
    case slot(Int, String)
    /// Whether a slot is filled.
    case isFilled(Int)
    /// The variable of a macro, outermost 0.
    case variable(Int)
    case stage
    case channel
    case counter(Counter)
    case not(Reference)
    case negate(Reference)
    /// `&&` and `||`: a run of ``Code/operands``.
    case and(Range<Int>)
    case or(Range<Int>)
    case binary(BinaryOperator, Reference, Reference)
    case conditional(Reference, Reference, Reference)
    case call(Function, Reference)
    case textCall(Function, Reference, Reference)
    case matches(Reference, Pattern)
    case member(Reference, String)
    case hasMember(Reference, String)
    case index(Reference, Reference)
    case quantified(Quantifier, Reference, variable: Int, Reference)
    /// The stage is one of these: a bit for each raw value.
    case stageIsAmong(UInt8)
    /// The same of a stage's name that is a value.
    case namesStageAmong(Reference, UInt8)
    case compare(Counter, BinaryOperator, Int64)
    /// A condition that depends on nothing but attributes, stage and channel.
    case remembered(Int, Reference)
  }

  var nodes: [Node] = []
  var operands: [Reference] = []
  /// The expression that was added last.
  var last: Reference { nodes.count - 1 }
}

/// A number that moves with events and days.
enum Counter: Hashable, Sendable {
  case score
  /// By slot of ``Program/queries``.
  case events(Int)
  /// By slot of ``Program/pointWindows``.
  case points(Int)
  case days(Clock)
}

/// A condition's outcome.
enum Truth: Hashable, Sendable {
  case no, yes
  case error(EvaluationError)

  init(_ flag: Bool) { self = flag ? .yes : .no }

  init(_ outcome: Outcome, of operation: String) {
    switch outcome {
    case .value(.bool(let flag)): self = Truth(flag)
    case .value(let other): self = .error(.mismatch(operation: operation, other.type, nil))
    case .error(let error): self = .error(error)
    }
  }

  var outcome: Outcome {
    switch self {
    case .no: .no
    case .yes: .yes
    case .error(let error): .error(error)
    }
  }

  var isYes: Bool { if case .yes = self { true } else { false } }
}
