extension Check {
  /// Both logins reach the database, and how long an answer takes.
  static let connection = Check("connection") { check, patient in
    _ = try await patient.database.asOperator(LoginRights())
    let clock = ContinuousClock()
    let time = try await clock.measure { _ = try await patient.database.asService(LoginRights()) }
    let milliseconds = Int(time / .milliseconds(1))
    guard milliseconds < 100 else {
      return [
        .notable(
          check, "an answer takes \(milliseconds) ms",
          remedy: "run headway near its database: a refresh asks it some hundred times")
      ]
    }
    return [.good(check, "answers within \(max(1, milliseconds)) ms")]
  }
}
