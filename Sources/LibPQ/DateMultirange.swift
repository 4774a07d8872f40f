/// Days from `start` up to, but not including, `end`; without an end, for good.
///
/// Days count from 1970-01-01.
public struct DayRange: Sendable, Hashable {
  public var start: Int32
  public var end: Int32?

  public init(from start: Int32, to end: Int32?) {
    self.start = start
    self.end = end
  }
}

/// A datemultirange: days that are in, as half-open ranges in order.
///
/// What is sent need not be sorted or merged, the server does that; what is read is both.
/// A range without a beginning is not understood: no timeline begins at minus infinity.
public struct DateMultirange: PostgresValue, Hashable {
  public var ranges: [DayRange]
  public init(_ ranges: [DayRange]) { self.ranges = ranges }

  public static var postgresType: PostgresType { .datemultirange }

  // int32 count; each range with its int32 length: a byte of flags, then each bound that
  // is there, with its length.
  private static let empty: UInt8 = 0x01
  private static let includesStart: UInt8 = 0x02
  private static let includesEnd: UInt8 = 0x04
  private static let withoutStart: UInt8 = 0x08
  private static let withoutEnd: UInt8 = 0x10

  public func encode(into sink: inout ByteSink) {
    sink.put(Int32(clamping: ranges.count))
    for range in ranges {
      sink.put(range.end == nil ? 9 as Int32 : 17)
      sink.put(Self.includesStart | (range.end == nil ? Self.withoutEnd : 0))
      Self.put(range.start, into: &sink)
      if let end = range.end { Self.put(end, into: &sink) }
    }
  }

  public static func decode(_ bytes: RawSpan) -> DateMultirange? {
    guard let count: Int32 = bytes.number(), count >= 0 else { return nil }
    var ranges: [DayRange] = []
    ranges.reserveCapacity(min(Int(count), bytes.byteCount / 13))
    var offset = 4
    for _ in 0..<Int(count) {
      guard let length: Int32 = bytes.number(at: offset), let part = bytes.range(at: offset + 4, length: Int(length)),
        let range = decodeRange(bytes.extracting(part))
      else { return nil }
      ranges.append(range)
      offset += 4 + Int(length)
    }
    return DateMultirange(ranges)
  }

  private static func put(_ day: Int32, into sink: inout ByteSink) {
    sink.put(4 as Int32)
    PostgresDate(days: day).encode(into: &sink)
  }

  /// The server writes date ranges as `[start, end)` always, and leaves empty ones out.
  private static func decodeRange(_ bytes: RawSpan) -> DayRange? {
    guard let flags: UInt8 = bytes.number(), flags & (empty | withoutStart | includesEnd) == 0,
      flags & includesStart != 0, let start = day(in: bytes, at: 1)
    else { return nil }
    if flags & withoutEnd != 0 { return DayRange(from: start, to: nil) }
    guard let end = day(in: bytes, at: 9) else { return nil }
    return DayRange(from: start, to: end == .max ? nil : end)
  }

  private static func day(in bytes: RawSpan, at offset: Int) -> Int32? {
    guard bytes.number(at: offset, as: Int32.self) == 4, let part = bytes.range(at: offset + 4, length: 4) else {
      return nil
    }
    return PostgresDate.decode(bytes.extracting(part))?.days
  }
}
