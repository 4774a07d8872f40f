/// The header `Retry-After`, RFC 9110, section 10.2.3: seconds, or a date.
enum RetryAfter {
  /// Seconds from `now` (microseconds since 1970) on; `nil` for a header that is absent, malformed or of the past.
  static func seconds(_ header: String?, at now: Int64) -> Int64? {
    guard let header else { return nil }
    if header.utf8.count <= 10, header.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let seconds = Int64(header) {
      return seconds > 0 ? seconds : nil
    }
    guard let instant = WallClock.instant(ofHTTPDate: header), instant > now else { return nil }
    return (instant - now) / 1_000_000 + 1
  }
}
