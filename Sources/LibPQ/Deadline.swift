import Dispatch
import Glibc

/// A moment on the monotonic clock. This file alone reads the clock.
///
/// Not the wall clock: a jump of the time of day neither ends a wait nor prolongs it.
struct Deadline: Comparable {
  private var nanoseconds: Int64

  static func after(_ patience: Duration) -> Deadline {
    let (moment, overflow) = now.addingReportingOverflow(patience.nanoseconds)
    return Deadline(nanoseconds: overflow ? .max : moment)
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

extension Duration {
  /// At most some three hundred years.
  fileprivate var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, beyond) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
    return overflow || beyond ? .max : sum
  }

  /// For timers: rounded up.
  var wholeMilliseconds: Int { Int(clamping: max(0, nanoseconds) / 1_000_000 + 1) }
}
