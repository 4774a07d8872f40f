/// An expression as it was written: a node of the tree, and the bytes it came from.
///
/// This is the whole language. Everything that could be decided from the text has been: functions
/// and stages are known, days are numbers, event verbs are one node. So an evaluator can be
/// written from this type and `Docs/DefinitionLanguage.md` alone, and ours is checked against one.
///
/// A tree is never deeper than ``Limits/depth``, so walking it recursively is safe.
public struct Syntax: Hashable, Sendable {
  public let form: Form
  /// Where it stands in the expression's text, as offsets into its UTF-8.
  public let range: Range<Int>
  /// The longest way down to a leaf; a leaf has 0.
  public let depth: Int

  public indirect enum Form: Hashable, Sendable {
    /// `null`, `true`, `-5`, `2.5`, `"text"`. A minus before a number is part of the literal.
    case literal(Value)
    /// `x`: a root (`lead`, `account`, `e`, `stage`, `channel`, `score`), the variable of a
    /// macro, or, where facts are given by hand, one of them.
    case name(String)
    /// `a.b`. An error where `a` is no map or has no `b`.
    case member(Syntax, String)
    /// `a[b]`: an element of a list or a value of a map.
    case index(Syntax, Syntax)
    /// `has(a.b)`: whether the map `a` has `b`. An error where `a` is no map.
    case has(Syntax, String)
    /// `[1, 2]`. The elements are literals.
    case list([Syntax])
    case not(Syntax)
    case negate(Syntax)
    /// `a && b && c`, two or more: false if any is false, else an error if any is one, else true.
    case and([Syntax])
    /// `a || b || c`, two or more: true if any is true, else an error if any is one, else false.
    case or([Syntax])
    case binary(BinaryOperator, Syntax, Syntax)
    /// `condition ? then : otherwise`. Only the chosen side is evaluated.
    case conditional(Syntax, then: Syntax, otherwise: Syntax)
    /// A function with its arguments; what stood before the dot is the first one.
    case call(Function, [Syntax])
    /// `list.exists(v, body)` and `list.all(v, body)`; over a map, `v` is its keys.
    case quantified(Quantifier, variable: String, of: Syntax, Syntax)
    /// `age_days()`, `idle_days()`.
    case days(since: Clock)
    /// `points().within(N)`; without `within` the sum of all points, which is `score`.
    case points(within: Int?)
    /// `events("a", "b").where(e, …).within(N).count()`
    case events(EventSelection, EventMeasure)
    /// `reached("mql")`: the stage is this one or a later one, and not `disqualified`.
    case reached(Stage)
  }
}

public enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case isIn = "in"
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}

public enum Function: String, Hashable, Sendable, CaseIterable {
  case size, startsWith, endsWith, contains, matches, lowerAscii
  case int, double, string, timestamp, duration
}

public enum Quantifier: String, Hashable, Sendable, CaseIterable {
  case exists, all
}

/// What a number of days is counted from.
public enum Clock: String, Hashable, Sendable, CaseIterable {
  /// `age_days()`: the day minus the created day.
  case created = "age_days"
  /// `idle_days()`: the day minus the last engagement day, without any, minus the created day.
  case engaged = "idle_days"
}

/// Which of a lead's events a verb looks at.
public struct EventSelection: Hashable, Sendable {
  /// At least one type; an event of any of them counts.
  public let types: [String]
  /// What `.where(e, …)` said, and the name of its variable; an event on which the condition is
  /// an error does not match.
  public let condition: Condition?
  /// Only the last so many days, the day itself included; `nil` is ever.
  public let window: Int?

  public struct Condition: Hashable, Sendable {
    public let variable: String
    public let body: Syntax
  }
}

public enum EventMeasure: String, Hashable, Sendable, CaseIterable {
  /// How many events.
  case count
  /// Whether there is one.
  case exists
  /// On how many distinct days.
  case days
}
