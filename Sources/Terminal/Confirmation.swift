/// Asks before something is destroyed.
public struct Confirmation: Sendable {
  /// `--yes`: the answer was given on the command line.
  private let isGiven: Bool
  private let isInteractive: Bool
  private let ask: @Sendable (String) -> String?

  /// - Parameters:
  ///   - isGiven: Whether `--yes` is on the command line.
  ///   - isInteractive: Whether standard input is a terminal. Where it is not, nobody can answer.
  ///   - ask: Shows a question and reads a line; nil at the end of input.
  public init(isGiven: Bool, isInteractive: Bool, ask: @escaping @Sendable (String) -> String?) {
    self.isGiven = isGiven
    self.isInteractive = isInteractive
    self.ask = ask
  }

  /// Returns when the answer is yes, and throws a refusal otherwise: nothing has changed then.
  ///
  /// - Parameters:
  ///   - deed: What will be done, with what it takes away: `delete tenant acme with its 8,000 leads`.
  ///   - word: What has to be typed to agree where a mere `y` would be too easy: the tenant's slug.
  public func agree(to deed: String, typing word: String? = nil) throws(Failure) {
    if isGiven { return }
    guard isInteractive else {
      throw Failure(.refused, "would \(deed), and nobody is there to ask", advice: "add --yes to agree beforehand")
    }
    let question = word.map { "This will \(deed). Type \($0) to go on: " } ?? "This will \(deed). Go on? [y/N] "
    let answer = ask(question.harmless)?.lowercased().filter { $0 != " " } ?? ""
    let agrees = word.map { answer == $0.lowercased() } ?? ["y", "yes"].contains(answer)
    guard agrees else { throw Failure(.refused, "nothing was changed") }
  }
}
