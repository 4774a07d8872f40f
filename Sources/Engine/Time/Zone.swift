/// A tenant's time zone: which day an instant falls on, and which instant a wall clock meant.
///
/// A value with a table of the zone's clock changes; a question is one binary search and
/// allocates nothing. After 2100 the last offset is kept. Source: `Docs/Metrics.md`, section 1.
public struct Zone: Sendable, Hashable {
  /// The IANA name it was made by.
  public let name: String

  /// Clock changes, ascending: from `starts[i]` on, the clock shows UTC plus `offsets[i + 1]`;
  /// before the first, UTC plus `offsets[0]`. Microseconds.
  private let starts: [Int64]
  private let offsets: [Int64]
  /// How many changes lie at or before each beginning of some hundred days from 1970 to 2100, where nearly
  /// every instant is: within those days there is at most one more change or two.
  private let hints: [Int32]
  /// The first wall-clock reading that `starts[i]`'s offset explains.
  private let localStarts: [Int64]

  public static let utc = Zone(name: "UTC", changes: [], initialOffset: 0)

  /// - Parameters:
  ///   - changes: ascending; the instant in seconds and the offset east of UTC from there on.
  ///   - initialOffset: seconds east of UTC before the first change.
  init(name: String, changes: [(at: Int64, offset: Int64)], initialOffset: Int64) {
    self.name = name
    starts = changes.map { $0.at * 1_000_000 }
    offsets = ([initialOffset] + changes.map(\.offset)).map { $0 * 1_000_000 }
    // A reading that a change skips is explained by the offset before it, which moves it
    // forward; one that a change repeats by the offset before it too, which is its first
    // time. So the new offset takes over at the later of both readings of the change.
    hints = Self.hints(starts)
    localStarts = zip(starts, zip(offsets, offsets.dropFirst())).map { $0 + max($1.0, $1.1) }
  }

  /// The offset east of UTC at an instant, in microseconds.
  public func offset(atInstant instant: Int64) -> Int64 {
    let place = instant >> Self.hintShift
    guard place >= 0, place < hints.count else { return offsets[count(in: starts, notAfter: instant)] }
    var change = Int(hints[Int(place)])
    while change < starts.count, starts[change] <= instant { change += 1 }
    return offsets[change]
  }

  /// 2⁴³ µs are 101.8 days.
  private static let hintShift = 43

  private static func hints(_ starts: [Int64]) -> [Int32] {
    var change = 0
    return (0..<467).map { (place: Int64) in
      while change < starts.count, starts[change] <= place << hintShift { change += 1 }
      return Int32(clamping: change)
    }
  }

  /// The tenant-local calendar date of an instant.
  public func day(ofInstant instant: Int64) -> Day {
    let local = saturatingSum(instant, offset(atInstant: instant))
    return Day(clamping: Int(local.floorQuotient(microsecondsInDay)))
  }

  /// The instant that a wall clock meant: one that a clock change skips moves forward, one
  /// that it repeats means the first.
  public func instant(ofLocal local: Int64) -> Int64 {
    saturatingSum(local, -offsets[count(in: localStarts, notAfter: local)])
  }

  /// The first instant at which a wall clock shows this reading or a later one: of a reading that a change
  /// skips the moment just after the change, of one that it repeats the first.
  public func firstInstant(notBeforeLocal local: Int64) -> Int64 {
    let index = count(in: localStarts, notAfter: local)
    // The next change skips over the reading when, by the offset before it, the change comes first.
    if index < starts.count, saturatingSum(starts[index], offsets[index]) <= local { return starts[index] }
    return saturatingSum(local, -offsets[index])
  }

  /// The instant at which a day begins.
  public func instant(ofStart day: Day) -> Int64 {
    let (local, overflow) = Int64(day.number).multipliedReportingOverflow(by: microsecondsInDay)
    return instant(ofLocal: overflow ? (day.number < 0 ? .min : .max) : local)
  }

  public func read(_ stamp: Stamp) -> Moment {
    switch stamp {
    case .instant(let instant):
      return Moment(instant: instant, day: day(ofInstant: instant))
    case .local(let local):
      let instant = instant(ofLocal: local)
      return Moment(instant: instant, day: day(ofInstant: instant))
    case .date(let date):
      // Not always `date`: Samoa had no 2011-12-30, which reads as the 31st.
      let instant = instant(ofStart: date)
      return Moment(instant: instant, day: day(ofInstant: instant), wholeDay: true)
    }
  }

  /// How many of the ascending values are ≤ `value`: an index into `offsets`.
  private func count(in ascending: [Int64], notAfter value: Int64) -> Int {
    var low = 0
    var high = ascending.count
    while low < high {
      let middle = (low + high) / 2
      if ascending[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The sum, or the nearest number that fits.
@inlinable
func saturatingSum<I: FixedWidthInteger>(_ a: I, _ b: I) -> I {
  let (sum, overflow) = a.addingReportingOverflow(b)
  return overflow ? (b < 0 ? .min : .max) : sum
}
