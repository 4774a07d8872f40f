/// What "qualified" means for one tenant: a file, checked and compiled.
///
/// Immutable and pure: evaluating it reads no clock and no store, and no data makes it trap or
/// throw. Source: `Docs/DefinitionLanguage.md`; what the gates mean together, `Docs/Metrics.md` §3.
public struct Definition: Sendable {
  public let name: String
  public let basis: Basis
  public let decay: Decay
  /// The gates that the file has; a missing one is true.
  public let gates: [Gate: Expression]
  /// In the order of the file: the first that matches an event counts.
  public let scoring: [ScoringRule]
  /// The text of the file, as it was.
  public let source: String
  /// What is valid and yet probably not meant, in the order of the text.
  public let warnings: [Diagnostic]
  public let program: Program

  /// Reads, checks and compiles a definition.
  ///
  /// Every error that can be found is reported, not only the first; warnings come along with
  /// them, or stand in ``warnings`` when there is no error.
  public static func parse(
    _ text: String, file: String, vocabulary: Vocabulary? = nil
  ) throws(Diagnostics) -> Definition {
    try DefinitionReader.read(text, file: file, vocabulary: vocabulary)
  }

  /// The same with a warning at each gate that nobody meets, as the tenant's data have shown.
  public func warning(ofUnmet gates: Set<Gate>, file: String) -> Definition {
    let text = SourceText(source, file: file)
    let warnings = gates.compactMap { gate in
      self.gates[gate].map { expression in
        text.diagnostic(
          .warning, at: expression.position, "no lead has ever met `\(gate.rawValue)`: under this nobody qualifies",
          hint: "headway explain lead TENANT ID shows each part of a gate with its value")
      }
    }
    return Definition(
      name: name, basis: basis, decay: decay, gates: self.gates, scoring: scoring, source: source,
      warnings: Diagnostics(self.warnings + warnings).all, program: program)
  }
}

/// Which lead velocity rate is the headline.
public enum Basis: String, Hashable, Sendable, CaseIterable {
  case stock, flow
}

/// When a lead stops counting without anybody doing anything, in days; `nil` is never.
public struct Decay: Hashable, Sendable {
  /// Out on the n-th day after the last engagement.
  public let idle: Int?
  /// Out on the n-th day after the created day, for good.
  public let age: Int?

  public init(idle: Int?, age: Int?) {
    self.idle = idle
    self.age = age
  }
}

/// The four questions of a definition, in the order they are asked.
public enum Gate: String, Hashable, Sendable, CaseIterable {
  case contact, fit, intent, ready
}

/// What an event of a type is worth.
public struct ScoringRule: Sendable {
  public let event: String
  public let condition: Expression?
  public let points: Int
  /// 0 none, 1 awareness, 2 consideration, 3 decision, 4 hand-raise.
  public let depth: Int
  /// `nil` where the rule does not say: then the type decides.
  public let engagement: Bool?
}

/// An expression of a file: its text, its tree, and where it stands.
public struct Expression: Sendable {
  public let text: String
  public let tree: Syntax
  /// Where the text begins in the file.
  public let position: SourcePosition
}
