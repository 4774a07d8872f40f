internal import Engine
internal import Synchronization

/// How many messages a second each tenant may send to this process: a bucket of tokens per tenant.
final class RateLimiter: Sendable {
  private struct Bucket {
    var tokens: Double
    var at: ContinuousClock.Instant
  }

  /// Messages a second, for good.
  private let sustained: Double
  /// How many may come at once after a quiet time.
  private let burst: Double
  private let buckets = Mutex<[TenantID: Bucket]>([:])

  init(sustained: Double) {
    self.sustained = sustained
    burst = 20 * sustained
  }

  /// Takes so many messages of a tenant, or says after how long they may come again.
  func take(_ messages: Int, of tenant: TenantID, now: ContinuousClock.Instant = .now) -> Duration? {
    buckets.withLock { buckets in
      var bucket = buckets[tenant] ?? Bucket(tokens: burst, at: now)
      let passed = bucket.at.duration(to: now)
      let seconds = Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18
      bucket.tokens = min(burst, bucket.tokens + max(0, seconds) * sustained)
      bucket.at = now
      // A request larger than what is left goes through while there is something left: else the largest never would.
      guard bucket.tokens >= 1 else {
        buckets[tenant] = bucket
        return .seconds((1 - bucket.tokens) / sustained)
      }
      bucket.tokens -= Double(messages)
      buckets[tenant] = bucket
      return nil
    }
  }
}
