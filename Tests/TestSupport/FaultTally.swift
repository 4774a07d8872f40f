import Glibc
import Synchronization

/// What a scripted fault came to over its runs. ``report()`` prints one line, which `make soak` gathers.
public final class FaultTally: Sendable {
  private struct Counts {
    var runs = 0
    var struck = 0
    var lost = 0
    var doubled = 0
    var slowest: Duration = .zero
  }

  private let fault: String
  private let counts = Mutex(Counts())

  public init(_ fault: String) { self.fault = fault }

  /// How often a fault is tried: a few times with all other tests, `HEADWAY_SOAK` times in the soak, or one in so many
  /// of those where a run takes many seconds.
  public static func runs(_ few: Int, oneIn part: UInt64 = 1) -> Range<UInt64> {
    let asked = getenv("HEADWAY_SOAK").flatMap { UInt64(String(cString: $0)) }
    let first = getenv("HEADWAY_SEED").flatMap { UInt64(String(cString: $0)) } ?? 0
    return first..<first + (asked.map { max(1, $0 / part) } ?? UInt64(few))
  }

  /// - Parameters:
  ///   - struck: How often the fault met something that it could break.
  ///   - lost: Effects that are missing in the end.
  ///   - doubled: Effects that are there more than once.
  ///   - recovery: From the fault to the end of all that it held up.
  public func add(struck: Int, lost: Int, doubled: Int, recovery: Duration) {
    counts.withLock {
      $0.runs += 1
      $0.struck += struck
      $0.lost += lost
      $0.doubled += doubled
      $0.slowest = max($0.slowest, recovery)
    }
  }

  /// What is promised is 65 s, of a machine that does nothing else. Beside all other tests a recovery took 110 s; what takes three times
  /// as long waits for something that does not come, as a COMMIT once did for ten minutes.
  private static let patience: Duration = .seconds(300)

  /// Nothing lost, nothing doubled, over in time, and the fault was there.
  public var isHarmless: Bool {
    counts.withLock { $0.struck > 0 && $0.lost == 0 && $0.doubled == 0 && $0.slowest < Self.patience }
  }

  @discardableResult
  public func report() -> String {
    let counts = counts.withLock { $0 }
    let tenths = Int(counts.slowest / .milliseconds(100))
    let line =
      "fault: \(fault): \(counts.runs) runs, struck \(counts.struck), lost \(counts.lost), doubled \(counts.doubled), "
      + "longest recovery \(tenths / 10).\(tenths % 10) s"
    print(line)
    // Into a pipe it would be seen when all is over only.
    fflush(nil)
    return line
  }
}
