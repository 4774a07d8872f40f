/// An instant between the years 1 and 9999, to the nanosecond, UTC.
public struct Timestamp: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int64
  /// 0 ..< 1,000,000,000, always forward from `seconds`.
  public let nanoseconds: Int32
}

/// A length of time to the nanosecond, at most ±292 years (as in CEL's Go and C++ runtimes).
public struct Elapsed: Hashable, Sendable {
  public let nanoseconds: Int64

  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }
}
