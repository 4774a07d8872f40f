import Synchronization

/// When something happened, told from one task to another. The first time counts.
public final class SharedInstant: Sendable {
  private let instant = Mutex<ContinuousClock.Instant?>(nil)

  public init() {}

  public func set(_ now: ContinuousClock.Instant) { instant.withLock { $0 = $0 ?? now } }
  public func get() -> ContinuousClock.Instant? { instant.withLock { $0 } }
}
