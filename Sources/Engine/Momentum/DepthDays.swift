/// On which day a lead first engaged with content of each depth.
///
/// Of each depth by itself: who begins with a demo has a day for the demo and none for what lies before
/// it. Source: `Docs/Metrics.md`, section 6, "content progression".
public struct DepthDays: Hashable, Sendable {
  /// From awareness to hand-raise.
  public static let depths = 1...4

  /// `Int32.max` where there is none.
  private var numbers = SIMD4<Int32>(repeating: .max)

  public init() {}

  /// - Parameter days: of depth 1, 2, 3 and 4; those that are missing are `nil`.
  public init(_ days: [Day?]) {
    for (depth, day) in zip(Self.depths, days) { self[depth] = day }
  }

  /// - Parameter depth: of ``depths``; of any other there is no day.
  public private(set) subscript(depth: Int) -> Day? {
    get {
      guard Self.depths.contains(depth), numbers[depth - 1] < .max else { return nil }
      return Day(numbers[depth - 1])
    }
    set { if Self.depths.contains(depth) { numbers[depth - 1] = newValue?.number ?? .max } }
  }

  /// Of depth 1, 2, 3 and 4.
  public var days: [Day?] { Self.depths.map { self[$0] } }
}

/// The depths that engagement events had, a bit for each; depth 0 has none.
struct DepthSet {
  private(set) var bits: UInt8 = 0

  /// - Parameter depth: 0 to 4.
  @inline(__always)
  init(_ depth: Int8) { bits = (1 &<< UInt8(truncatingIfNeeded: depth)) >> 1 }

  @inline(__always)
  mutating func formUnion(_ other: DepthSet) { bits |= other.bits }

  /// Returns whether anything of it is new.
  @inline(__always)
  mutating func insert(_ other: DepthSet) -> Bool {
    defer { bits |= other.bits }
    return other.bits & ~bits != 0
  }

  /// 0 where it is empty.
  @inline(__always)
  var deepest: UInt64 { UInt64(8 &- bits.leadingZeroBitCount) }
}

extension DepthDays {
  /// Notes the depths of a day that is not before those noted so far.
  mutating func note(_ depths: DepthSet, on day: Day) {
    for depth in Self.depths where depths.bits & 1 << UInt8(depth - 1) != 0 && self[depth] == nil { self[depth] = day }
  }
}
