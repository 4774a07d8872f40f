/// How an agency works for a client, and what the client's prospects do about it.
struct Playbook: Sendable {
  var approaches: [(Approach, Double)]
  /// Idle looking: never enough to be qualified.
  var light: [Sign]
  /// Looking with a purpose.
  var deep: [Sign]
  /// Raising a hand.
  var raise: [Sign]
  /// What follows a raised hand.
  var meeting: [(Sign, Double)]
  /// How often somebody who fits turns out to be interested.
  var interest: Double
  /// How the stories of the interested end.
  var outcomes: [(Outcome, Double)]
  /// Days from the first interest to the end, for those who buy or are turned down.
  var cycle: ClosedRange<Int>
  var amounts: [Int]
}

/// A way in which people and the client meet.
struct Approach: Sendable {
  /// The channel column of the leads file; `nil`: our touches say it.
  var channel: String?
  /// Our own touches, with the days on which they happen.
  var touches: [(day: Int, sign: Sign)] = []
  /// What prospects do who come by themselves.
  var arrivals: [Sign] = []
  /// How the interested answer.
  var answer: Sign
}

/// How the story of an interested prospect ends.
enum Outcome: Sendable {
  /// Says no more; the definition's decay takes this lead out, and some come back months later.
  case silence
  /// Keeps reading, buys nothing yet.
  case nurture
  case won, lost, disqualified
}

/// How a prospect takes to being approached.
enum Temperament: Sendable { case silent, curious, interested }
