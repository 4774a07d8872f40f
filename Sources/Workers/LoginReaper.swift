internal import Store
internal import Synchronization

/// Drops logins whose time has passed, once a minute: those of `headway psql` that was killed, and those
/// that were made for a while. From their end on they see nothing; this takes the role away too.
final class LoginReaper: Sendable {
  private let database: Database
  private let clock = ContinuousClock()
  private let next: Mutex<ContinuousClock.Instant>

  /// How long an expired login stays at most while a worker runs.
  static let pause: Duration = .seconds(60)

  init(_ database: Database) {
    self.database = database
    next = Mutex(clock.now)
  }

  /// Returns how many went; `nil` where it was not yet time.
  @discardableResult
  func sweep() async throws -> Int? {
    let isTime = next.withLock { next in
      guard clock.now >= next else { return false }
      next = clock.now + Self.pause
      return true
    }
    return isTime ? try await database.logins.sweep() : nil
  }
}
