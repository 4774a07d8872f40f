extension Stamp {
  /// Reads back exactly what `description` writes, and nothing else: the log's own form. The
  /// forms that people write are Intake's to read.
  public init?(iso text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, let day = Day(iso: String(decoding: bytes[..<10], as: UTF8.self)) else { return nil }
    if bytes.count == 10 {
      self = .date(day)
      return
    }
    var end = bytes.count
    let hasOffset = bytes[end - 1] == UInt8(ascii: "Z")
    if hasOffset { end -= 1 }
    guard end >= 19, bytes[10] == UInt8(ascii: "T"), let clock = Self.clock(bytes[11..<end]) else { return nil }
    let (start, overflow) = Int64(day.number).multipliedReportingOverflow(by: microsecondsInDay)
    let (microseconds, beyond) = start.addingReportingOverflow(clock)
    guard !overflow, !beyond else { return nil }
    self = hasOffset ? .instant(microseconds) : .local(microseconds)
  }

  /// `09:30:00` or `09:30:00.123456` as microseconds within the day.
  private static func clock(_ bytes: ArraySlice<UInt8>) -> Int64? {
    let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let fields = parts[0].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard fields.count == 3, fields.allSatisfy({ $0.count == 2 }) else { return nil }
    let numbers = fields.compactMap { Int64(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == 3, numbers[0] < 24, numbers[1] < 60, numbers[2] < 60 else { return nil }
    var fraction: Int64 = 0
    if parts.count == 2 {
      guard parts[1].count == 6, let read = Int64(String(decoding: parts[1], as: UTF8.self)) else { return nil }
      fraction = read
    }
    return ((numbers[0] * 60 + numbers[1]) * 60 + numbers[2]) * 1_000_000 + fraction
  }
}
