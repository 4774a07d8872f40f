extension Check {
  /// Both logins reach the database, and how long an answer takes.
  static let connection = Check("connection") { check, patient in
    _ = try await patient.database.asOperator(LoginRights())
    let clock = ContinuousClock()
    var best = Duration.seconds(60)
    // The first of them may have to connect.
    for _ in 1...3 {
      best = min(best, try await clock.measure { _ = try await patient.database.asService(LoginRights()) })
    }
    let milliseconds = Int(best / .milliseconds(1))
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
