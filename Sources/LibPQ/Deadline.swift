import Glibc

/// A moment on the monotonic clock. This file alone reads the clock.
///
/// Not the wall clock: a jump of the time of day neither ends a wait nor prolongs it.
struct Deadline: Comparable {
  private var nanoseconds: Int64

  static func after(_ patience: Duration) -> Deadline {
    let (seconds, attoseconds) = patience.components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let wait = overflow ? Int64.max / 2 : whole + attoseconds / 1_000_000_000
    let (moment, beyond) = now.addingReportingOverflow(wait)
    return Deadline(nanoseconds: beyond ? .max : moment)
  }

  static let never = Deadline(nanoseconds: .max)

  var hasPassed: Bool { nanoseconds <= Self.now }

  /// For `poll`: rounded up, so that waking at it means it has passed; −1 is for ever.
  var milliseconds: CInt {
    if self == .never { return -1 }
    let left = max(0, nanoseconds - Self.now)
    return CInt(clamping: left / 1_000_000 + 1)
  }

  static func < (left: Deadline, right: Deadline) -> Bool { left.nanoseconds < right.nanoseconds }

  private static var now: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
