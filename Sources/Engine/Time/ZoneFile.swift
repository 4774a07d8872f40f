internal import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Zone {
  /// The zone of an IANA name (`Europe/Berlin`), from the system's zone database: the one
  /// PostgreSQL reads too. `nil` when there is none of that name.
  ///
  /// Reads a file, the first time that the process asks for it; make it once per tenant, not per event.
  public init?(iana name: String) {
    guard let zone = Zone.read.withLock({ $0[name] }) ?? Zone.reading(name) else { return nil }
    self = zone
  }

  /// Thousands of tenants share some dozen zones of several kB each. Only names that have a file are kept, and there are
  /// six hundred of them.
  private static let read = Mutex<[String: Zone]>([:])

  private static func reading(_ name: String) -> Zone? {
    guard isSafe(name), let bytes = contents(of: "/usr/share/zoneinfo/" + name),
      let zone = Zone(name: name, tzif: bytes)
    else { return nil }
    read.withLock { $0[name] = zone }
    return zone
  }

  /// A name from a user becomes part of a path: no way up, no hidden file, no root.
  private static func isSafe(_ name: String) -> Bool {
    let allowed = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "/"):
        true
      default: false
      }
    }
    return allowed && !name.isEmpty && name.utf8.count <= 64
      && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
  }

  private static func contents(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { break }
      bytes += chunk[..<count]
      // The largest zone has 4 KiB; whatever is larger is none.
      if bytes.count > 1 << 20 { return nil }
    }
    return bytes
  }
}

extension Zone {
  /// Reads the TZif format (RFC 8536). `nil` when the bytes are not that, or count leap seconds.
  init?(name: String, tzif bytes: [UInt8]) {
    guard let first = TZifHeader(bytes, at: 0) else { return nil }
    var body = TZifHeader.size
    var header = first
    var width = 4
    // From version 2 on the same follows once more with 64-bit times.
    if first.version >= UInt8(ascii: "2") {
      let second = TZifHeader.size + first.bodySize(timeWidth: 4)
      guard let wide = TZifHeader(bytes, at: second) else { return nil }
      header = wide
      body = second + TZifHeader.size
      width = 8
    }
    guard header.leapSeconds == 0, header.types > 0,
      body + header.bodySize(timeWidth: width) <= bytes.count
    else { return nil }

    let indexes = body + header.times * width
    let types = indexes + header.times
    func offset(ofType type: Int) -> Int64? {
      guard type < header.types else { return nil }
      return bigEndian(bytes, at: types + type * 6, width: 4)
    }
    guard let initialOffset = offset(ofType: 0) else { return nil }
    var changes: [(at: Int64, offset: Int64)] = []
    for index in 0..<header.times {
      guard let at = bigEndian(bytes, at: body + index * width, width: width),
        let offset = offset(ofType: Int(bytes[indexes + index]))
      else { return nil }
      // Older files begin with a marker at the Big Bang, −2^59 seconds.
      if at > -1 << 40, at < 1 << 40 { changes.append((at, offset)) }
    }
    if width == 8 {
      let footer = bytes[(body + header.bodySize(timeWidth: width))...].filter { $0 != 0x0A }
      if let rule = YearlyRule(posix: String(decoding: footer, as: UTF8.self)) {
        changes += rule.changes(after: changes.last?.at ?? .min)
      }
    }
    self.init(name: name, changes: changes, initialOffset: initialOffset)
  }
}

private struct TZifHeader {
  static let size = 44
  var version: UInt8
  var times, types, leapSeconds: Int
  private var other: Int

  init?(_ bytes: [UInt8], at start: Int) {
    guard bytes.count >= start + Self.size, bytes[start...].starts(with: Array("TZif".utf8)) else { return nil }
    func count(_ field: Int) -> Int { Int(bigEndian(bytes, at: start + 20 + field * 4, width: 4) ?? 0) }
    version = bytes[start + 4]
    leapSeconds = count(2)
    times = count(3)
    types = count(4)
    other = count(0) + count(1) + count(5)
    guard [times, types, leapSeconds, other].allSatisfy({ (0...1 << 20).contains($0) }) else { return nil }
  }

  func bodySize(timeWidth: Int) -> Int {
    times * (timeWidth + 1) + types * 6 + leapSeconds * (timeWidth + 4) + other
  }
}

private func bigEndian(_ bytes: [UInt8], at start: Int, width: Int) -> Int64? {
  guard start >= 0, start + width <= bytes.count else { return nil }
  let bits = bytes[start..<start + width].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
  return width == 4 ? Int64(Int32(truncatingIfNeeded: bits)) : Int64(bitPattern: bits)
}
