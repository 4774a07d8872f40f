/// Remembers answers for a short while, and no more than so many of them, whoever asks for what.
///
/// Two halves, the younger and the older: when the younger is full, the older is dropped whole and it takes its place.
/// So it costs one look in two tables, and nobody who asks for ever new things makes it grow.
struct BriefMemory<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
  typealias Instant = ContinuousClock.Instant

  private struct Remembered {
    var answer: Answer
    var until: Instant
  }

  private let half: Int
  private let duration: Duration
  private var young: [Question: Remembered] = [:]
  private var old: [Question: Remembered] = [:]

  /// - Parameter capacity: How many answers at most.
  init(capacity: Int, for duration: Duration) {
    half = max(1, capacity / 2)
    self.duration = duration
  }

  func answer(to question: Question, at now: Instant) -> Answer? {
    guard let found = young[question] ?? old[question], found.until > now else { return nil }
    return found.answer
  }

  mutating func keep(_ answer: Answer, for question: Question, from now: Instant) {
    if young.count >= half, young[question] == nil {
      old = young
      young = [:]
    }
    young[question] = Remembered(answer: answer, until: now + duration)
  }

  mutating func forget(_ question: Question) {
    young[question] = nil
    old[question] = nil
  }

  var count: Int { young.count + old.count }
}
