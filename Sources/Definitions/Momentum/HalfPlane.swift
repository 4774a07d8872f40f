/// Where a sum `x · recent + y · before + c` of whole numbers is at least zero, turned so that more
/// `recent` leads into it, or, where that does not matter, more `before`.
struct HalfPlane: Hashable {
  let x, y, c: Int64

  init(x: Int64, y: Int64, c: Int64) {
    // The other side of the same border: a sum of whole numbers below zero is at most −1.
    let isTurned = x < 0 || (x == 0 && y < 0)
    (self.x, self.y, self.c) = isTurned ? (-x, -y, -c - 1) : (x, y, c)
  }

  /// The least `recent` that lies in it; `nil` where that does not matter.
  func edge(at before: Int64) -> Int64? { x == 0 ? nil : -(y * before + c).floored(by: x) }

  /// The sum of the edges of all `before` from the first to before the last.
  func edges(from first: Int64, to last: Int64) -> Int128 {
    -floorSum(last - first, over: Int128(x), slope: Int128(y), start: Int128(y) * Int128(first) + Int128(c))
  }

  /// The whole number at or below the `before` at which two borders cross; `nil` where they never do.
  func crossing(_ other: HalfPlane) -> Int64? {
    let (slope, rest) = (y * other.x - other.y * x, other.c * x - c * other.x)
    guard slope != 0 else { return nil }
    return slope > 0 ? rest.floored(by: slope) : (-rest).floored(by: -slope)
  }

  /// Whether its border is crossed first as `recent` grows.
  func isBefore(_ other: HalfPlane, at before: Int64) -> Bool {
    Int128(y * before + c) * Int128(other.x) > Int128(other.y * before + other.c) * Int128(x)
  }
}

extension Int64 {
  /// The quotient by a divisor above zero, rounded down.
  func floored(by divisor: Int64) -> Int64 {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
  }
}

/// The sum of ⌊(slope · i + start) / over⌋ over all i from 0 to before `count`.
///
/// Counts the points with whole coordinates below a line. As Euclid does: what is whole is taken out
/// of slope and start, and of the triangle that stays, rows are counted in the place of columns.
///
/// - Parameter over: above zero.
private func floorSum(_ count: Int64, over: Int128, slope: Int128, start: Int128) -> Int128 {
  var (count, over, slope, start) = (Int128(count), over, slope, start)
  var sum: Int128 = 0
  while count > 0 {
    let (wholeSlope, wholeStart) = (floored(slope, over), floored(start, over))
    sum += count * (count - 1) / 2 * wholeSlope + count * wholeStart
    slope -= wholeSlope * over
    start -= wholeStart * over
    let top = slope * count + start
    (count, start) = top.quotientAndRemainder(dividingBy: over)
    (over, slope) = (slope, over)
  }
  return sum
}

private func floored(_ number: Int128, _ divisor: Int128) -> Int128 {
  let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
  return rest < 0 ? quotient - 1 : quotient
}
