/// Gives equal byte strings the same small number, without a `String` for each question.
struct ByteTable {
  private var arena: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [Int] = []
  private var slots: [Int32] = []

  var count: Int { ends.count }

  /// The number of a text, and whether it is new. Numbers count from 0.
  mutating func number(of text: Bytes) -> (number: Int, isNew: Bool) {
    if ends.count * 2 >= slots.count { grow() }
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(text))
    let hash = hasher.finalize()
    var slot = hash & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if hashes[number] == hash, holds(text, at: number) { return (number, false) }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(ends.count)
    arena.append(contentsOf: text)
    ends.append(arena.count)
    hashes.append(hash)
    return (ends.count - 1, true)
  }

  func withBytes<R>(of number: Int, _ body: (Bytes) -> R) -> R {
    let start = number == 0 ? 0 : ends[number - 1]
    return arena.withUnsafeBufferPointer { body(Bytes(rebasing: $0[start..<ends[number]])) }
  }

  mutating func removeAll() {
    arena.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
    for index in slots.indices { slots[index] = -1 }
  }

  private func holds(_ text: Bytes, at number: Int) -> Bool {
    withBytes(of: number) { $0.elementsEqual(text) }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: max(64, slots.count * 2))
    for (number, hash) in hashes.enumerated() {
      var slot = hash & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }
}
