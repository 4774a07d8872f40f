/// Numbers for byte strings that recur, found without making a `String` of them.
///
/// An open-addressed table over one store of bytes. The hash is seeded per process, so that
/// nobody can choose texts that all fall into one place.
struct ByteBook {
  private struct Entry {
    let range: Range<Int>
    let hash: Int
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// Indexes into `entries`, −1 where free; a power of two long, at most half full.
  private var places = [Int32](repeating: -1, count: 64)

  var count: Int { entries.count }

  /// The number of these bytes, and whether they are new.
  mutating func code(of span: RawSpan) -> (code: Int32, isNew: Bool) {
    var hasher = Hasher()
    span.withUnsafeBytes { hasher.combine(bytes: $0) }
    let hash = hasher.finalize()
    var place = hash & (places.count - 1)
    while places[place] >= 0 {
      let code = places[place]
      if holds(entries[Int(code)], span, hash) { return (code, false) }
      place = (place + 1) & (places.count - 1)
    }
    let code = Int32(clamping: entries.count)
    let start = bytes.count
    span.withUnsafeBytes { bytes.append(contentsOf: $0) }
    entries.append(Entry(range: start..<bytes.count, hash: hash))
    places[place] = code
    if entries.count * 2 > places.count { grow() }
    return (code, true)
  }

  mutating func removeAll() {
    bytes.removeAll()
    entries.removeAll()
    places = [Int32](repeating: -1, count: 64)
  }

  private func holds(_ entry: Entry, _ span: RawSpan, _ hash: Int) -> Bool {
    guard entry.hash == hash, entry.range.count == span.byteCount else { return false }
    return span.withUnsafeBytes { other in bytes[entry.range].elementsEqual(other) }
  }

  private mutating func grow() {
    places = [Int32](repeating: -1, count: places.count * 2)
    for (code, entry) in entries.enumerated() {
      var place = entry.hash & (places.count - 1)
      while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Int32(clamping: code)
    }
  }
}

/// What byte strings stand for, each learnt once.
struct Spellings<Code> {
  private var book = ByteBook()
  private var codes: [Code] = []

  var count: Int { codes.count }

  /// `nil` the first time: then ``learn(_:)`` has to follow before anything else is asked.
  mutating func known(_ bytes: RawSpan) -> Code? {
    let (code, isNew) = book.code(of: bytes)
    return isNew ? nil : codes[Int(code)]
  }

  mutating func learn(_ code: Code) -> Code {
    codes.append(code)
    return code
  }

  mutating func removeAll() {
    book.removeAll()
    codes.removeAll()
  }
}
