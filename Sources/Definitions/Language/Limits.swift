/// What an expression may cost before it is even looked at.
public enum Limits {
  /// Bytes of one expression. The longest useful ones are lists of a few hundred company names.
  public static let expressionBytes = 64 * 1024
  /// Levels of nesting, of brackets, of operators and of the tree that comes of them. An evaluator
  /// that recurses needs a few hundred bytes of stack a level, a parser in debug builds about 2 KB.
  public static let depth = 250
  /// Elements of a list.
  public static let listElements = 4_000
  /// Types in one `events(…)`.
  public static let eventTypes = 64
  /// `within(N)`: a hundred years.
  public static let windowDays = 36_525
  /// Bytes of a pattern.
  public static let patternBytes = 4_096
  /// Instructions that RE2 may make of a pattern: a match costs at most instructions × bytes of the
  /// text when its automaton does not fit into memory. The worst found under this limit takes 90 ms
  /// on 32 KB; with 5,000 instructions it takes 1.5 s. A list of 150 job titles has about 1,500.
  public static let patternInstructions = 2_000
  /// Bytes of a string that an expression puts together, elements of such a list.
  static let concatenation = 1 << 20
}
