/// What a command talks through: results to standard output, everything else to standard error.
public struct Console: Sendable {
  public let format: Format

  /// `--quiet`: nothing but results, questions and failures.
  public let isQuiet: Bool

  /// The screen of standard output.
  public let results: Screen

  /// The screen of standard error.
  public let messages: Screen

  private let isInteractive: Bool

  public init(format: Format, isQuiet: Bool, results: Screen, messages: Screen, isInteractive: Bool) {
    self.format = format
    self.isQuiet = isQuiet
    self.results = results
    self.messages = messages
    self.isInteractive = isInteractive
  }

  /// Writes a result in the format that was asked for.
  ///
  /// - Parameter hint: What to say where a table has no rows. A program that reads JSON or CSV sees none; a person sees why.
  public func show(_ table: Table, whenEmpty hint: String? = nil) {
    StandardOutput.write(format.text(of: table, on: results))
    if table.rows.isEmpty, let hint { say(hint) }
  }

  /// Writes a result that is a text: a file, an explanation, a report.
  public func show(_ text: String) {
    StandardOutput.write(text.hasSuffix("\n") ? text : text + "\n")
  }

  /// Says what was done or what comes next. Not when quiet.
  public func say(_ text: String) {
    if !isQuiet { StandardError.write(text + "\n") }
  }

  /// Says what somebody would want to know even when quiet.
  public func warn(_ text: String) {
    StandardError.write("\(messages.paint("warning:", .notable)) \(text)\n")
  }

  /// Says why the command ends.
  public func fail(_ failure: Failure) {
    StandardError.write(failure.text(on: messages))
  }

  /// Does long work and says how far it is; see ``Tally``.
  public func withProgress<Result: Sendable>(
    _ label: String, unit: String, from first: ProgressMeter.State = .init(),
    _ work: @escaping @Sendable (Tally) async throws -> Result
  ) async throws -> Result {
    try await Terminal.withProgress(label, unit: unit, from: first, on: messages, isQuiet: isQuiet, work)
  }

  /// Asks before something is destroyed.
  ///
  /// - Parameter isGiven: Whether `--yes` is on the command line.
  public func confirmation(isGiven: Bool) -> Confirmation {
    Confirmation(isGiven: isGiven, isInteractive: isInteractive) { question in
      StandardError.write(question)
      return readLine()
    }
  }
}
