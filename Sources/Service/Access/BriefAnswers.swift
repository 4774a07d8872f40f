/// Asks somebody else, and remembers for a few seconds what was said.
///
/// Of many that ask the same at once, one question goes out. That there is no answer is remembered too, for a shorter
/// time and apart, so that whoever guesses drives no good answer out.
actor BriefAnswers<Question: Hashable & Sendable, Answer: Sendable> {
  private let ask: @Sendable (Question) async throws -> Answer?
  private let now: @Sendable () -> ContinuousClock.Instant
  private var known: BriefMemory<Question, Answer>
  private var unknown: BriefMemory<Question, Void>
  private var asking: [Question: Task<Answer?, any Error>] = [:]

  init(
    capacity: Int, for remembers: Duration, unknownFor remembersUnknown: Duration,
    now: @escaping @Sendable () -> ContinuousClock.Instant,
    ask: @escaping @Sendable (Question) async throws -> Answer?
  ) {
    known = BriefMemory(capacity: capacity, for: remembers)
    unknown = BriefMemory(capacity: capacity, for: remembersUnknown)
    (self.now, self.ask) = (now, ask)
  }

  /// Throws where nobody answers: that is not the same as no.
  func answer(to question: Question) async throws -> Answer? {
    let moment = now()
    if let found = known.answer(to: question, at: moment) { return found }
    if unknown.answer(to: question, at: moment) != nil { return nil }
    if let asked = asking[question] { return try await asked.value }
    // A task of its own: who asked first may go away, and the others still wait.
    let asked = Task { [ask] in try await ask(question) }
    asking[question] = asked
    defer { asking[question] = nil }
    let answer = try await asked.value
    // From when it was asked: what changed while the answer came is seen in time all the same.
    if let answer {
      known.keep(answer, for: question, from: moment)
    } else {
      unknown.keep((), for: question, from: moment)
    }
    return answer
  }

  /// Something has changed that we know of.
  func forget(_ question: Question) {
    known.forget(question)
    unknown.forget(question)
  }
}
