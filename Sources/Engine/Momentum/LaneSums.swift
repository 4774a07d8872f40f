/// The sums over a lead's windows, next to each other, so that a day is added to all of them at once.
///
/// Wrapped where they do not fit on the way, which a sum that fits in the end does not notice.
protocol LaneSums {
  /// All zero.
  init()
  /// - Parameter sum: of a lane.
  init(_ sum: (Lane) -> Int128)
  /// - Parameter times: a factor for each lane.
  mutating func add(_ other: Self, times: Self)
  mutating func add(_ other: Self)
  func sum(_ lane: Lane) -> Int128
  /// The same as far as 64 bits hold it.
  func int(_ lane: Lane) -> Int
}

/// What is summed up in which place.
enum Lane: Int, CaseIterable {
  /// Weighted points, in quarters.
  case gain
  case pointsRecent, pointsBefore
  /// Engagement events in frequency's windows.
  case eventsRecent, eventsBefore
  /// Engagement events in the stakeholders' windows.
  case presenceRecent, presenceBefore
}

/// What lanes may be made of: written for each type, for of any type at all the compiler makes no vector.
protocol LaneScalar: FixedWidthInteger, SIMDScalar, Codable {
  static func sum(_ sums: SIMD8<Self>, _ other: SIMD8<Self>) -> SIMD8<Self>
  static func sum(_ sums: SIMD8<Self>, _ other: SIMD8<Self>, times: SIMD8<Self>) -> SIMD8<Self>
}

extension Int16: LaneScalar {
  @inline(__always)
  static func sum(_ sums: SIMD8<Int16>, _ other: SIMD8<Int16>) -> SIMD8<Int16> { sums &+ other }

  @inline(__always)
  static func sum(_ sums: SIMD8<Int16>, _ other: SIMD8<Int16>, times: SIMD8<Int16>) -> SIMD8<Int16> {
    sums &+ other &* times
  }
}

extension Int32: LaneScalar {
  @inline(__always)
  static func sum(_ sums: SIMD8<Int32>, _ other: SIMD8<Int32>) -> SIMD8<Int32> { sums &+ other }

  @inline(__always)
  static func sum(_ sums: SIMD8<Int32>, _ other: SIMD8<Int32>, times: SIMD8<Int32>) -> SIMD8<Int32> {
    sums &+ other &* times
  }
}

/// Of 16 bits they fill one register, of 32 bits two.
extension SIMD8: LaneSums where Scalar: LaneScalar {
  init(_ sum: (Lane) -> Int128) {
    self.init()
    for lane in Lane.allCases { self[lane.rawValue] = Scalar(truncatingIfNeeded: sum(lane)) }
  }

  @inline(__always)
  mutating func add(_ other: SIMD8, times: SIMD8) { self = Scalar.sum(self, other, times: times) }

  @inline(__always)
  mutating func add(_ other: SIMD8) { self = Scalar.sum(self, other) }

  @inline(__always)
  func sum(_ lane: Lane) -> Int128 { Int128(self[lane.rawValue]) }

  @inline(__always)
  func int(_ lane: Lane) -> Int { Int(truncatingIfNeeded: self[lane.rawValue]) }
}

/// For points beyond all measure: 2³¹ events of `Int.max` points are summed up exactly.
struct WideLanes: LaneSums {
  private var sums = InlineArray<7, Int128>(repeating: 0)

  init() {}

  init(_ sum: (Lane) -> Int128) {
    for lane in Lane.allCases { sums[lane.rawValue] = sum(lane) }
  }

  mutating func add(_ other: WideLanes, times: WideLanes) {
    for lane in sums.indices { sums[lane] &+= other.sums[lane] &* times.sums[lane] }
  }

  mutating func add(_ other: WideLanes) {
    for lane in sums.indices { sums[lane] &+= other.sums[lane] }
  }

  func sum(_ lane: Lane) -> Int128 { sums[lane.rawValue] }

  func int(_ lane: Lane) -> Int { Int(clamping: sums[lane.rawValue]) }
}
