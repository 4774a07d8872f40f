/// How far behind the workers are.
public struct WorkLag: Sendable, Hashable {
  /// For how many seconds the first job that is due has waited; `nil`: none is due.
  public var oldestDue: Int64?
  /// Whether somebody works at a job now.
  public var isWorking: Bool

  /// A worker that is there takes a job within a second or two; after so many that none is, or none has a place free.
  static let late: Int64 = 60

  /// For people, in half a sentence.
  public var words: String {
    guard let oldestDue else { return isWorking ? "at work, nothing else is due" : "nothing is due" }
    if oldestDue < Self.late { return "the first job that is due has waited for \(spoken(seconds: oldestDue))" }
    return isWorking
      ? "behind: a job has waited for \(spoken(seconds: oldestDue)); run more of them: headway worker"
      : "no worker is seen, and a job has waited for \(spoken(seconds: oldestDue)): headway worker, or headway up"
  }
}

extension Database {
  public func workLag() async throws -> WorkLag {
    let health = try await asService(WorkHealth()).first
    return WorkLag(oldestDue: health?.oldestDue, isWorking: (health?.running ?? 0) > 0)
  }
}
