/// Counts how often a file has had the same row, in about 12 bytes a row.
///
/// Rows are known by 64 bits: among ten million, one pair in 400,000 files collides, and then
/// the later row is merely called the second of its kind. First occurrences stand in open
/// tables of bare fingerprints; only rows that repeat are counted. 64 small tables grow one at
/// a time, so that growing never doubles the memory at once.
struct OccurrenceCounter {
  private var tables = [Table](repeating: Table(), count: 64)
  private var repeats: [UInt64: Int] = [:]

  /// The ordinal of this occurrence: 1 for the first.
  mutating func next(_ fingerprint: Fingerprint) -> Int {
    // 0 marks a free slot.
    let mark = fingerprint.low == 0 ? 1 : fingerprint.low
    if tables[Int(fingerprint.high >> 58)].insert(mark) { return 1 }
    let ordinal = (repeats[mark] ?? 1) + 1
    repeats[mark] = ordinal
    return ordinal
  }

  private struct Table {
    private var slots: [UInt64] = []
    private var used = 0

    /// `false` when it was there already.
    mutating func insert(_ mark: UInt64) -> Bool {
      // Linear probing stays short up to about 0.8.
      if used * 5 >= slots.count * 4 { grow() }
      var slot = home(of: mark)
      while slots[slot] != 0 {
        if slots[slot] == mark { return false }
        slot = slot + 1 == slots.count ? 0 : slot + 1
      }
      slots[slot] = mark
      used += 1
      return true
    }

    /// A fingerprint is random already: scaled to the table, it needs no modulo.
    private func home(of mark: UInt64) -> Int {
      Int(mark.multipliedFullWidth(by: UInt64(slots.count)).high)
    }

    private mutating func grow() {
      let old = slots
      slots = [UInt64](repeating: 0, count: max(64, old.count / 2 * 3))
      used = 0
      for mark in old where mark != 0 { _ = insert(mark) }
    }
  }
}
