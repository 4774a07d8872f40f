/// Counts how often a file has had the same row, of the first 25,000 rows in some 12 bytes each, of all others on disk:
/// so four long files at once take no more memory than four of middling length.
///
/// Rows are known by 64 bits: among ten million, one pair in 400,000 files collides, and then
/// the later row is merely called the second of its kind. First occurrences stand in open
/// tables of bare fingerprints; only rows that repeat are counted. 64 small tables grow one at
/// a time, so that growing never doubles the memory at once.
struct OccurrenceCounter {
  private var tables = [Table](repeating: Table(), count: 64)
  private var inMemory = 0
  /// `nil`: there is room in memory, or none on disk.
  private var file: MarkFile?
  private var mostInMemory: Int
  private let room: Int
  private var repeats: [UInt64: Int] = [:]

  /// - Parameters:
  ///   - mostInMemory: Rows whose fingerprints are in memory; where the disk takes no more, all are.
  ///   - room: As if the disk took so many.
  init(mostInMemory: Int = 25_000, room: Int = .max) {
    self.mostInMemory = mostInMemory
    self.room = room
  }

  /// The ordinal of this occurrence: 1 for the first.
  mutating func next(_ fingerprint: Fingerprint) -> Int {
    // 0 marks a free slot.
    let mark = fingerprint.low == 0 ? 1 : fingerprint.low
    if insert(mark) { return 1 }
    let ordinal = (repeats[mark] ?? 1) + 1
    repeats[mark] = ordinal
    return ordinal
  }

  /// `false` when it was there already.
  private mutating func insert(_ mark: UInt64) -> Bool {
    // By the low bits: where it stands in its table is said by the high ones.
    let table = Int(mark % 64)
    if inMemory < mostInMemory {
      let isNew = tables[table].insert(mark)
      if isNew { inMemory += 1 }
      return isNew
    }
    if tables[table].contains(mark) { return false }
    file = file ?? MarkFile(for: 4 * mostInMemory, room: room)
    if let isNew = file?.insert(mark) { return isNew }
    // The disk takes no more: what it has taken comes back.
    mostInMemory = .max
    file?.forEach { mark in _ = insert(mark) }
    file = nil
    return insert(mark)
  }

  private struct Table {
    private var slots: [UInt64] = []
    private var used = 0

    /// `false` when it was there already.
    mutating func insert(_ mark: UInt64) -> Bool {
      // Linear probing stays short up to about 0.8.
      if used * 5 >= slots.count * 4 { grow() }
      let slot = slot(of: mark)
      if slots[slot] == mark { return false }
      slots[slot] = mark
      used += 1
      return true
    }

    func contains(_ mark: UInt64) -> Bool { !slots.isEmpty && slots[slot(of: mark)] == mark }

    /// Where it stands, or would.
    private func slot(of mark: UInt64) -> Int {
      var slot = home(of: mark)
      while slots[slot] != 0, slots[slot] != mark { slot = slot + 1 == slots.count ? 0 : slot + 1 }
      return slot
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
