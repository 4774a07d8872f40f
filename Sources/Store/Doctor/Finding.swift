/// What a check found, and how to mend it.
public struct Finding: Sendable, Hashable {
  /// The raw values are what people and scripts see.
  public enum Grade: String, Sendable, CaseIterable {
    case good = "ok"
    /// Nothing is wrong yet, and it will be.
    case notable = "warning"
    case bad = "wrong"
  }

  /// The name of the check.
  public var check: String
  public var grade: Grade
  /// A sentence without a full stop.
  public var what: String
  /// What to do; `nil` where there is nothing to mend.
  public var remedy: String?

  public init(check: String, grade: Grade, what: String, remedy: String? = nil) {
    self.check = check
    self.grade = grade
    self.what = what
    self.remedy = remedy
  }

  static func good(_ check: Check, _ what: String) -> Finding {
    Finding(check: check.name, grade: .good, what: what)
  }

  static func notable(_ check: Check, _ what: String, remedy: String) -> Finding {
    Finding(check: check.name, grade: .notable, what: what, remedy: remedy)
  }

  static func bad(_ check: Check, _ what: String, remedy: String) -> Finding {
    Finding(check: check.name, grade: .bad, what: what, remedy: remedy)
  }
}
